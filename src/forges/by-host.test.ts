import { expect, it } from 'vitest'
import type { ComponentKey } from '../core/case.ts'
import type { RepositoryUrl } from '../core/repository-url.ts'
import { byHost } from './by-host.ts'
import type { Described, Forge } from './forge.ts'

const key = (repository: string): ComponentKey => ({ repository: repository as RepositoryUrl, ref: null, paths: [] })

/** Answers only when it is let. */
const waiting = (host: string) => {
  let answer: () => void = () => undefined
  const asked: string[] = []
  const forge: Forge = {
    describe: (keys) => {
      asked.push(...keys.map(({ repository }) => repository))
      return new Promise<readonly Described[]>((resolve) => {
        answer = () => resolve(keys.map(() => ({ state: 'unknown', why: { ...WHY, detail: host } })))
      })
    },
    changes: (urls) => Promise.resolve(urls.map(() => ({ state: 'unreadable' }))),
    holds: () => Promise.resolve({ ok: true, value: false }),
    history: () => Promise.resolve({ ok: true, value: [] }),
    open: () => {
      throw new Error('not opened here')
    },
  }
  return { forge, asked, answer: () => answer() }
}

const WHY = { cause: 'timeout', detail: '', retryAt: null } as const

it('asks every forge before any has answered, so that all take as long as the slowest', async () => {
  const [one, two, three] = [waiting('a.example'), waiting('b.example'), waiting('c.example')]
  const all = byHost(new Map([one, two, three].map(({ forge }, at) => [`${'abc'[at] ?? ''}.example`, forge])))
  const described = all.describe([
    key('https://a.example/x/1'),
    key('https://b.example/x/2'),
    key('https://a.example/x/3'),
    key('https://c.example/x/4'),
    key('https://d.example/x/5'),
  ])
  expect([one, two, three].map(({ asked }) => asked.length)).toEqual([2, 1, 1])
  // The slowest is the first that was asked.
  for (const forge of [three, two, one]) forge.answer()
  const details = (await described).map((each) => (each.state === 'unknown' ? each.why.detail : ''))
  expect(details).toEqual(['a.example', 'b.example', 'a.example', 'c.example', 'it is on a host that nobody asked'])
})
