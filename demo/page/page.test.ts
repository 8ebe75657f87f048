import { expect, test } from 'vitest'
import { createWorld } from '../../test/standin/index.ts'
import { renderPage } from './page.ts'

const MANIFEST = 'open-userspace.yml'

const toldWith = (posted: string) => {
  const world = createWorld()
  const repository = world.repository({ name: 'example/linux', files: { README: 'a tree\n' } })
  const annotation = { path: MANIFEST, start_line: 2, end_line: 2, annotation_level: 'failure', message: posted }
  const run = world.checkRun({
    repository,
    headSha: repository.commitAt('HEAD')?.sha ?? '',
    name: 'Open userspace',
    conclusion: 'failure',
    output: { title: posted, summary: posted, text: posted, annotations: [{ ...annotation, title: posted }] },
  })
  const manifest = { path: MANIFEST, text: `version: 1\n${posted}\ndriver: lynx\n` }
  const step = { happens: posted, expected: 'failure' as const, act: () => expect.unreachable() }
  return { title: posted, first: 1, played: [{ step, run, manifest }] }
}

test('nothing that was posted becomes an element', () => {
  const page = renderPage([toldWith(`<img src=x onerror=alert(1)> "><script>`)])
  expect(page).not.toMatch(/<(?:img|script)/)
  expect(page).toContain('&lt;img')
})

test('an annotation stands below its line', () => {
  const page = renderPage([toldWith('here')])
  const [before = '', after = ''] = page.split(/<div class="note failure">/)
  expect(before.match(/<div class="line [^"]*"><i>\d<\/i>/g)).toEqual([
    '<div class="line "><i>1</i>',
    '<div class="line marked"><i>2</i>',
  ])
  expect(after).toContain('<div class="line "><i>3</i>')
})
