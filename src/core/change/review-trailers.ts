const MOST_TRAILERS = 6

/** What commits say of who looked at them, each line once and as written: anyone can write it, so it proves nothing. */
export const reviewTrailers = (messages: readonly string[]): readonly string[] =>
  [
    ...new Set(
      messages.flatMap((message) =>
        Array.from(message.matchAll(/^(?:Reviewed|Acked|Tested)-by:.{1,200}$/gim), ([line]) => line.trim()),
      ),
    ),
  ].slice(0, MOST_TRAILERS)
