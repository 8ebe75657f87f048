// How fast a change is read: `npm run bench:line`, with `-- --files 2000` for a short run. Generates a diff of 20,000 files
// and 100 MB, and reads halves and wholes of it to see that time grows with size alone.
import { parseArgs } from 'node:util'
import { loadConfig } from '../src/config.ts'
import type { ChangedFile } from '../src/core/change/change.ts'
import { readLine } from '../src/core/change/line.ts'
import { generatedFile } from './line/generate.ts'

const { values } = parseArgs({ options: { files: { type: 'string', default: '20000' } } })
const count = Number(values.files)
const BYTES_A_FILE = 5_000
const MB = 1_000_000

const { line: config } = loadConfig()

/** Files are made one by one as they are read, so that what memory grows by is the reader's. Seconds are
 * those of the processor, so that what else the machine does counts for nothing. */
const read = (files: number, bytes: number): { seconds: number; bytes: number; hits: number; heap: number } => {
  let total = 0
  let hits = 0
  let heap = 0
  let seconds = 0
  for (let at = 0; at < files; at++) {
    const file: ChangedFile = generatedFile(at, bytes)
    total += file.patch?.length ?? 0
    const from = process.cpuUsage()
    const found = readLine({ files: [file] }, new Set(), config)
    seconds += process.cpuUsage(from).user / 1e6
    hits += found.hits.length
    if (at % 500 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed)
  }
  return { seconds, bytes: total, hits, heap }
}

const row = (what: string, { seconds, bytes, hits, heap }: ReturnType<typeof read>): void => {
  console.log(
    `${what.padEnd(34)} ${(bytes / MB).toFixed(1).padStart(7)} MB ${seconds.toFixed(2).padStart(7)} s ${(bytes / MB / seconds).toFixed(1).padStart(7)} MB/s  ${hits} hits, heap ${(heap / MB).toFixed(0)} MB`,
  )
}

read(Math.min(count, 500), BYTES_A_FILE)
row(`${count / 4} files`, read(count / 4, BYTES_A_FILE))
row(`${count / 2} files`, read(count / 2, BYTES_A_FILE))
row(`${count} files`, read(count, BYTES_A_FILE))
row('a file of 10 MB', read(1, 10 * MB))
row('a file of 20 MB', read(1, 20 * MB))
