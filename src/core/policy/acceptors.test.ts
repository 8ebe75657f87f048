import { expect, test } from 'vitest'
import { loadConfig } from '../../config.ts'
import type { TextRead } from '../case.ts'
import { readLevels } from '../verdict/levels.ts'
import { isNamedAcceptor } from './acceptors.ts'
import { POLICY_FILE } from './policy.ts'

const config = loadConfig()
const absent: TextRead = { state: 'absent', commit: null }
const away: TextRead = { state: 'unknown', why: { cause: 'forbidden', detail: 'away', retryAt: null } }
const found = (text: string): TextRead => ({
  state: 'found',
  path: POLICY_FILE,
  text: `version: 1\n${text}`,
  commit: null,
})
const NAMING = found('acceptors: [Legal-Team]\n')
const SILENT = found('')

test.each<[string, TextRead, TextRead, boolean]>([
  ['nobody where there is no policy', absent, absent, false],
  ['whom the repository names where there is no floor', absent, NAMING, true],
  ['nobody else', absent, found('acceptors: [other]\n'), false],
  ['nobody whom the repository alone names under a floor', SILENT, NAMING, false],
  ['whom the floor names', NAMING, absent, true],
  ['whom the floor names, where the repository says nothing of it', NAMING, SILENT, true],
  ['whom both name', NAMING, NAMING, true],
  ['nobody whom the repository leaves out', NAMING, found('acceptors: []\n'), false],
  ['nobody where the floor can not be read', away, NAMING, false],
  ['nobody where the repository’s policy is invalid', NAMING, found('nonsense: 1\n'), false],
])('%s', (_, floor, policy, named) => {
  expect(isNamedAcceptor(readLevels({ floor, policy }, config), 'legal-team')).toBe(named)
})
