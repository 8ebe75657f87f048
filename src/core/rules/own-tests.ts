import type { Case } from '../case.ts'
import { readPatch } from '../change/patch.ts'
import type { Evidence } from '../verdict/finding.ts'

const TESTS = /(?:^|\/)(?:tests?|selftests?|tools|samples?|examples?)\//i

/** Where the driver's own tests, tools and samples name any of the names on lines that this change adds: once a file. */
export const usesByOwnTests = (
  { change, subject }: Pick<Case, 'change' | 'subject'>,
  names: readonly string[],
): readonly Evidence[] =>
  (change?.files ?? []).flatMap(({ path, patch }): Evidence[] => {
    if (!TESTS.test(path) || patch === null || names.length === 0) return []
    const added = (readPatch(patch) ?? []).flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'added'))
    const first = added.find(({ text }) => (text.match(/\w+/g) ?? []).some((word) => names.includes(word)))
    if (first === undefined) return []
    return [{ repository: subject.repository, commit: subject.head, path, line: first.line, text: first.text.trim() }]
  })
