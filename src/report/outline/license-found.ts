import type { ComponentJudgement } from '../../core/verdict/verdict.ts'
import { code, say, type Sentence, words } from '../sentence.ts'

/** What the licence of a component was told to be: `MIT`, `BUSL-1.1` (source-available), redistributable, not told. */
export const licenseFound = (judged: ComponentJudgement | null): Sentence => {
  if (judged === null) return say`not told`
  const { license, licenseClass } = judged
  if (license === null) return licenseClass === 'unknown' ? say`not told` : words(licenseClass)
  if (licenseClass === 'open') return code(license)
  return say`${code(license)} (${licenseClass === 'unknown' ? say`to be read` : words(licenseClass)})`
}
