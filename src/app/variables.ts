export type Variables = Readonly<Record<string, string | undefined>>

/** Those that have a value. An empty one counts as unset, as an env file can't unset a variable. */
export const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim() !== ''))
