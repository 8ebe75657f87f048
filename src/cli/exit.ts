import type { Verdict } from '../core/verdict/verdict.ts'

export const EXIT = { pass: 0, fail: 1, unusable: 2, undecided: 3 } as const

/** An audit reports and never fails. */
export const exitCode = ({ mode, judgement }: Verdict): number => {
  if (mode === 'audit') return EXIT.pass
  switch (judgement) {
    case 'pass':
      return EXIT.pass
    case 'fail':
      return EXIT.fail
    case 'review':
    case 'unknown':
      return EXIT.undecided
  }
}
