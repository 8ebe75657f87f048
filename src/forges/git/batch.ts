/** Reads what `cat-file --batch` wrote: the content of each object by its id; those that it lacks are left out. */
export const parseBatch = (out: Buffer): ReadonlyMap<string, Uint8Array<ArrayBuffer>> => {
  const found = new Map<string, Uint8Array<ArrayBuffer>>()
  let at = 0
  while (at < out.length) {
    const end = out.indexOf(10, at)
    if (end < 0) break
    const [id = '', , size] = out.toString('latin1', at, end).split(' ')
    at = end + 1
    if (size === undefined) continue
    found.set(id, new Uint8Array(out.subarray(at, at + Number(size))))
    at += Number(size) + 1
  }
  return found
}
