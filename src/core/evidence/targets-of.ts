import type { Manifest } from '../manifest/manifest.ts'

/** What the device of a manifest may be called in code: each once, the declared names before the driver's own. */
export const targetsOf = ({ driver, targets }: Manifest): readonly string[] => [...new Set([...targets, driver])]
