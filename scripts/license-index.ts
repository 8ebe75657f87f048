// Makes the index of licence texts that the service loads: `npm run licenses`, with `-- --check` to see that it is current.
import { readFileSync, writeFileSync } from 'node:fs'
import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' }
import listed from 'spdx-license-list/full.js'
import { buildIndex } from '../src/core/license/identify/build-index.ts'
import { encodeIndex } from '../src/core/license/identify/index-file.ts'
import { allSources } from '../src/core/license/templates/sources.ts'
import { LICENSE_INDEX_FILE } from '../src/license-index.js'

const withdrawn = new Set<string>(deprecated)
const licenses = Object.entries(listed).map(([id, { name, osiApproved, licenseText }]) => ({
  id,
  name,
  osiApproved,
  deprecated: withdrawn.has(id),
  text: licenseText,
}))
const made = encodeIndex(buildIndex(allSources(licenses)))

if (process.argv.includes('--check')) {
  if (!Buffer.from(made).equals(readFileSync(LICENSE_INDEX_FILE))) {
    console.error('The index of licence texts is not current: npm run licenses')
    process.exitCode = 1
  }
} else {
  writeFileSync(LICENSE_INDEX_FILE, made)
}
