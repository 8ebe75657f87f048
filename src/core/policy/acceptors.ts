import type { Levels } from '../rules/rule.ts'

/**
 * Whether policy names someone who may accept findings without maintaining the repository. A repository names people
 * where no floor rules it; under a floor it can but leave out whom that names. A level that can't be read names nobody.
 */
export const isNamedAcceptor = (
  { floor, repository }: Pick<Levels, 'floor' | 'repository'>,
  login: string,
): boolean => {
  const named = [floor, repository].map((level): boolean | null => {
    if (level.state === 'absent') return null
    if (level.state !== 'found' || !level.parsed.ok) return false
    const { acceptors } = level.parsed.value
    // GitHub's logins are the same in capitals.
    return acceptors === null ? null : acceptors.some((each) => each.toLowerCase() === login.toLowerCase())
  })
  const [byFloor, byRepository] = named
  if (byRepository === false) return false
  return floor.state === 'absent' ? byRepository === true : byFloor === true
}
