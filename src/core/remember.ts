/** The same answer for the same object, which must never change, kept as long as that is. */
export const remember = <A extends object, T>(make: (of: A) => T): ((of: A) => T) => {
  const kept = new WeakMap<A, { readonly value: T }>()
  return (of) => {
    const known = kept.get(of)
    if (known !== undefined) return known.value
    const value = make(of)
    kept.set(of, { value })
    return value
  }
}

/** The same for two objects: the last answer for the first of them is kept, as the second seldom changes. */
export const rememberLast = <A extends object, B, T>(
  make: (of: A, by: B) => T,
  same: (a: B, b: B) => boolean = Object.is,
): ((of: A, by: B) => T) => {
  const kept = new WeakMap<A, { readonly by: B; readonly value: T }>()
  return (of, by) => {
    const known = kept.get(of)
    if (known !== undefined && same(known.by, by)) return known.value
    const value = make(of, by)
    kept.set(of, { by, value })
    return value
  }
}
