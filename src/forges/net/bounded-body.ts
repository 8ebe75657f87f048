/** Passes a body on until it has more bytes than that, and then fails: what was read of it till then stays read. */
export const boundedBody = (body: AsyncIterable<Uint8Array>, most: number): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const pieces = body[Symbol.asyncIterator]()
  let read = 0
  return new ReadableStream({
    pull: async (controller) => {
      const next = await pieces.next()
      if (next.done === true) {
        controller.close()
        return
      }
      read += next.value.byteLength
      if (read > most) {
        controller.error(new BodyTooLarge(most))
        await pieces.return?.()
        return
      }
      controller.enqueue(new Uint8Array(next.value))
    },
    cancel: async () => {
      await pieces.return?.()
    },
  })
}

/** A stream can fail with an error alone. */
export class BodyTooLarge extends Error {
  constructor(most: number) {
    super(`the answer has more than ${most} bytes`)
    this.name = 'BodyTooLarge'
  }
}
