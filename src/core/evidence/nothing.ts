import type { SnapshotFacts } from './snapshot-facts.ts'

/** The facts of a tree without any file. */
export const NOTHING: SnapshotFacts = {
  partial: null,
  withheld: { count: 0, files: [] },
  submodules: [],
  licenses: { files: [], headers: [] },
  source: {
    languages: [],
    headers: { files: 0, bytes: 0 },
    generated: { files: 0, bytes: 0 },
    vendored: { files: 0, bytes: 0 },
    tests: { files: 0, bytes: 0 },
    binaries: { files: 0, bytes: 0, found: [] },
  },
  links: { needs: [], defines: [], closed: [] },
  shape: { manifestOnly: null, says: [], testSuite: null },
  names: [],
  targets: [],
}
