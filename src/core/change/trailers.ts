/** A change may hold many commits; beyond so many no further link is looked at. */
const MOST_LINKS = 32

/** The addresses that `Userspace-change:` trailers of commits name, each once, as written. */
export const userspaceChanges = (messages: readonly string[]): readonly string[] =>
  [
    ...new Set(
      messages.flatMap((message) =>
        Array.from(message.matchAll(/^[ \t]*Userspace-change:[ \t]*(\S+)[ \t]*\r?$/gim), ([, url = '']) => url),
      ),
    ),
  ].slice(0, MOST_LINKS)
