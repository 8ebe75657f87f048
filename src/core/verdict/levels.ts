import type { Case, TextRead } from '../case.ts'
import type { Config } from '../config.ts'
import { defaultPolicy, parsePolicy } from '../policy/parse.ts'
import type { Policy } from '../policy/policy.ts'
import type { LevelRead, Levels } from '../rules/rule.ts'

/** The levels of policy that a case is judged by. A level that can't be read or is invalid judges nothing by itself. */
export const readLevels = ({ floor, policy }: Pick<Case, 'floor' | 'policy'>, config: Config): Levels => {
  const read = { floor: readLevel('floor', floor, config), repository: readLevel('repository', policy, config) }
  const [first, ...others] = [read.floor, read.repository].flatMap(validPolicy)
  return { ...read, policies: first === undefined ? [defaultPolicy(config)] : [first, ...others] }
}

/** Leaves the hosts that at least one of these levels allows: no policy adds any. */
export const allowedBy = (config: Config, policies: Levels['policies']): Config =>
  policies.some(({ forges }) => forges === null)
    ? config
    : { ...config, forges: config.forges.filter(({ host }) => policies.some(({ forges }) => forges?.includes(host))) }

const readLevel = (level: 'floor' | 'repository', read: TextRead, config: Config): LevelRead => {
  switch (read.state) {
    case 'absent':
      return { state: 'absent' }
    case 'unknown':
      return { state: 'unknown', why: read.why }
    case 'found': {
      const { path, text, commit } = read
      const source = { level, file: path, commit }
      return { state: 'found', source, parsed: parsePolicy({ path, text }, source, config) }
    }
  }
}

const validPolicy = (read: LevelRead): Policy[] => (read.state === 'found' && read.parsed.ok ? [read.parsed.value] : [])
