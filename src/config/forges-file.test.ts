import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readForgesFile } from './forges-file.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'forges-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const read = (text: string) => {
  writeFileSync(join(directory, 'forges.yml'), text)
  return readForgesFile(join(directory, 'forges.yml'))
}

it('takes what the operator sets, loopback and http too', () => {
  writeFileSync(join(directory, 'test.pem'), 'PEM')
  expect(
    read(`
- { host: gitlab.example.org, kind: gitlab, api: "http://127.0.0.1:9000/api/v4", archive: "http://127.0.0.1:9000/", ca: ./test.pem }
- { host: git.example.org, kind: git }
`),
  ).toEqual({
    ok: true,
    forges: [
      {
        host: 'gitlab.example.org',
        kind: 'gitlab',
        api: 'http://127.0.0.1:9000/api/v4',
        archive: 'http://127.0.0.1:9000',
        run: 'the operator of this service',
        operator: { ca: 'PEM' },
      },
      {
        host: 'git.example.org',
        kind: 'git',
        api: null,
        archive: null,
        run: 'the operator of this service',
        operator: { ca: null },
      },
    ],
  })
})

it.each([
  ['- { host: GitLab.example.org, kind: gitlab }', ':1:11:'],
  ['- { host: 127.0.0.1, kind: gitlab }', ':1:11:'],
  ['- { host: gitlab.example.org, kind: hg }', ':1:37:'],
  ['- { host: gitlab.example.org, kind: gitlab, api: "ftp://x" }', ':1:50:'],
  ['- { host: gitlab.example.org, kind: gitlab, api: "https://me:pass@x/" }', ':1:50:'],
  ['- { host: gitlab.example.org, kind: gitlab, apis: x }', ':1:45:'],
  ['- { host: gitlab.example.org, kind: gitlab, ca: ./none.pem }', 'none.pem'],
])('refuses %s with its place', (text, place) => {
  const answer = read(text)
  expect(answer.ok || answer.faults.join('\n')).toContain(place)
  expect(JSON.stringify(answer)).not.toContain('pass')
})

it('says which file is missing', () => {
  const answer = readForgesFile(join(directory, 'none.yml'))
  expect(answer.ok || answer.faults.join('\n')).toContain('none.yml')
})
