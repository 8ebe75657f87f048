import type { SnapshotFacts } from '../core/evidence/snapshot-facts.ts'
import { identify } from '../license-index.js'
import { inspectFirmwareFiles } from './firmware-files.ts'
import { createHeaders } from './headers.ts'
import type { Inspector, Questions } from './inspector.ts'
import { createLicenseFiles } from './license-files.ts'
import { createLinks } from './links.ts'
import { inspectNames } from './names.ts'
import { createShape } from './shape.ts'
import { createSource } from './source.ts'
import { inspectTargets } from './targets.ts'

/** Changes whenever an inspector may find something else in the same files, so that older facts no longer count. */
export const INSPECTOR_VERSION = 3

/** What inspectors alone can tell; the rest comes from how the snapshot was read. */
export type InspectorFacts = Omit<SnapshotFacts, 'partial' | 'withheld' | 'submodules'>

export type Inspectors = {
  readonly all: readonly Inspector<unknown>[]
  readonly facts: () => InspectorFacts
}

/** All inspectors for one set of questions. */
export const createInspectors = (questions: Questions): Inspectors => {
  const { paths } = questions
  const licenseFiles = createLicenseFiles(paths)
  const headers = createHeaders(identify, { paths })
  const source = createSource({ paths })
  const links = createLinks({ paths })
  const shape = createShape()
  const names = inspectNames(questions.names, paths)
  const targets = inspectTargets(questions.targets, paths)
  const firmware = inspectFirmwareFiles(questions.files, paths)
  return {
    all: [licenseFiles, headers, source, links, shape, names, targets, firmware],
    facts: () => ({
      licenses: { files: licenseFiles.facts(), headers: headers.facts() },
      source: source.facts(),
      links: links.facts(),
      shape: shape.facts(),
      names: names.facts(),
      targets: targets.facts(),
      firmware: firmware.facts(),
    }),
  }
}
