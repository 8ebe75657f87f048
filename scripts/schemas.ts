// Writes the JSON Schemas that are published under schema/. With --check it writes nothing, and exits 1 where one of
// them isn't what the code makes.

import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { manifestSchema } from '../src/core/manifest/schema.ts'
import { policySchema } from '../src/core/policy/schema.ts'
import { identifiedSchema } from '../src/report/identified/schema.ts'
import { reportSchema } from '../src/report/json/schema.ts'

const SCHEMAS: readonly { readonly name: string; readonly schema: z.ZodType }[] = [
  { name: 'identify.v1', schema: identifiedSchema },
  { name: 'manifest.v1', schema: manifestSchema },
  { name: 'policy.v1', schema: policySchema },
  { name: 'report.v1', schema: reportSchema },
]

const directory = new URL('../schema/', import.meta.url)

const read = (file: URL): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

for (const { name, schema } of SCHEMAS) {
  const file = new URL(`${name}.json`, directory)
  const made = `${JSON.stringify({ $id: `urn:open-userspace:${name}`, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`
  if (!process.argv.includes('--check')) {
    writeFileSync(file, made)
  } else if (read(file) !== made) {
    console.error(`schema/${name}.json isn't what the code makes: run npm run schemas`)
    process.exitCode = 1
  }
}
