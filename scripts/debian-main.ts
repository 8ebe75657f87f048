// Makes config/debian-main.txt out of the `Contents` indices of Debian main, as a mirror has them for a release:
//
//   npm run debian-main -- Contents-amd64.gz Contents-all.gz
import { createReadStream, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { debianNames } from '../src/config/debian-main.ts'

const { positionals } = parseArgs({ allowPositionals: true })
if (positionals.length === 0) throw new Error('Name the Contents files of Debian main')

/** Those for development alone, as an index has some ten million lines. */
const readLines = async (file: string): Promise<readonly string[]> => {
  const bytes = createReadStream(file)
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  const lines: string[] = []
  for await (const line of createInterface({ input })) if (line.includes('libdevel/')) lines.push(line)
  return lines
}

const names = debianNames((await Promise.all(positionals.map(readLines))).flat())
const about = [
  '# What Debian main has for those who build: libraries, pkg-config modules and CMake packages, by their plain names.',
  '# All of it is free software, so that needing one of them says nothing about a driver. Made by `npm run debian-main`.',
]
const target = new URL('../config/debian-main.txt', import.meta.url)
writeFileSync(target, [...about, ...[...names].toSorted(), ''].join('\n'))
console.log(`${names.size} names`)
