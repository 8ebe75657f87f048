// Makes config/debian-main.txt out of the indices of Debian main, as a mirror has them for a release, and a list of words
// (package wamerican):
//
//   npm run debian-main -- --words american-english --packages Packages Contents-amd64.gz Contents-all.gz
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { debianAddresses, debianNames } from '../src/config/debian-main.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { words: { type: 'string' }, packages: { type: 'string', multiple: true } },
})
if (values.words === undefined || values.packages === undefined || positionals.length === 0)
  throw new Error('Name --words, --packages and the Contents files of Debian main')

const readLines = async (file: string, isWanted: (line: string) => boolean): Promise<readonly string[]> => {
  const bytes = createReadStream(file)
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  const lines: string[] = []
  for await (const line of createInterface({ input })) if (isWanted(line)) lines.push(line)
  return lines
}

const words = new Set(readFileSync(values.words, 'utf8').toLowerCase().split('\n'))
// An index has some ten million lines.
const contents = await Promise.all(
  positionals.map((file) => readLines(file, (line) => line.includes('libdevel/') || line.includes('/pkgconfig/'))),
)
const names = debianNames(contents.flat(), words)
const packages = await Promise.all(values.packages.map((file) => readLines(file, (line) => !line.startsWith(' '))))
const addresses = new Set(packages.flatMap((lines) => [...debianAddresses(lines)]))
const about = [
  '# What Debian main has for those who build: libraries, pkg-config modules and CMake packages, by their plain names, and',
  '# with a slash in it where a project is kept. All of it is free software, so that needing one of them says nothing about',
  '# a driver. Made by `npm run debian-main`.',
]
const target = new URL('../config/debian-main.txt', import.meta.url)
writeFileSync(target, [...about, ...[...names].toSorted(), ...[...addresses].toSorted(), ''].join('\n'))
console.log(`${names.size} names, ${addresses.size} addresses`)
