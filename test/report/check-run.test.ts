import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { checkRun } from '../../src/report/check-run/check-run.ts'
import { mail } from '../../src/report/mail.ts'
import { terminal } from '../../src/report/terminal.ts'
import type { Part } from '../../src/report/part.ts'
import { visible } from '../../src/report/visible.ts'
import { SITUATIONS, type Situation } from './situations.ts'
import * as v from './verdicts.ts'

const of = (name: string): Situation => {
  const found = SITUATIONS[name]
  if (found === undefined) throw new Error(`no situation ${name}`)
  return found
}
const run = (name: string) => checkRun(of(name).parts, of(name).options)
const QUESTION = 'Can the hardware be used as it is intended to be used with only these?'

describe.each(Object.keys(SITUATIONS))('a check run: %s', (name) => {
  test('reads as recorded', async () => {
    const { status, conclusion, title, summary, text, annotations } = run(name)
    const page = [
      `${status}${conclusion === null ? '' : `, ${conclusion}`}`,
      `# ${title}`,
      summary,
      '# Details',
      text,
      '# Annotations',
      ...annotations.map((each) => `    ${JSON.stringify(each).replaceAll(/\p{Cf}/gu, visible)}`),
    ].join('\n\n')
    await expect(`${page}\n`).toMatchFileSnapshot(`golden/${name}.md`)
  })

  test('reads as recorded in a terminal', async () => {
    await expect(terminal(of(name).parts, { color: false, width: 100 })).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  test('reads as recorded in a mail, within the columns of a list', async () => {
    const [part] = of(name).parts
    const text = part === undefined ? '' : mail(part)
    await expect(text).toMatchFileSnapshot(`golden/${name}.mail`)
    expect(text.split('\n').filter((line) => Array.from(line).length > 72)).toEqual([])
  })
})

test.each([
  ['failing', 'completed', 'failure'],
  ['no-manifest', 'completed', 'failure'],
  ['passing', 'completed', 'success'],
  ['waived', 'completed', 'success'],
  ['nothing-crosses', 'completed', 'success'],
  ['review', 'completed', 'action_required'],
  ['to-accept', 'completed', 'action_required'],
  ['unknown', 'in_progress', null],
  ['unused', 'completed', 'failure'],
  ['under-review', 'completed', 'action_required'],
  ['whole-stack', 'completed', 'success'],
  ['prebuilt', 'completed', 'failure'],
  ['firmware', 'completed', 'action_required'],
  ['audit', 'completed', 'neutral'],
  ['several-pull-requests', 'completed', 'failure'],
])('%s is %s, %s', (name, status, conclusion) => {
  expect(run(name)).toMatchObject({ status, conclusion })
})

test('what is unknown needs a person once it is given up', () => {
  expect(checkRun(of('unknown').parts, { nextTry: null, gaveUp: true })).toMatchObject({
    status: 'completed',
    conclusion: 'action_required',
  })
})

test('one cause that leaves several rules without an answer is told once', () => {
  const why = { code: 'unknown', why: v.RATE_LIMIT } as const
  const at = { file: v.FILE, line: 9, column: 5 }
  const verdict = v.verdict(
    [v.driver(v.manifest([v.MLIR]), [])],
    [
      v.finding('unknown', { rule: 'reachable', ...why }, v.MLIR),
      v.finding('unknown', { rule: 'upstream', ...why }, v.MLIR),
      v.finding('unknown', { rule: 'license', ...why }, v.MLIR, { at }),
      v.finding('unknown', { rule: 'reachable', ...why }, v.UMD),
    ],
  )
  const { title, summary, annotations } = checkRun([v.part(verdict)], { nextTry: null, gaveUp: false })
  expect(title).toMatch(/, and 1 more$/)
  expect(summary.split('could not be looked up now')).toHaveLength(3)
  expect(annotations.map(({ start_line }) => start_line)).toEqual([8, 6])
})

test('a floor that could not be read is not said to be absent', () => {
  const finding = v.finding('unknown', { rule: 'policy', code: 'unknown', level: 'floor', why: v.RATE_LIMIT })
  const { summary } = checkRun([v.part(v.verdict([], [finding]))], { nextTry: null, gaveUp: true })
  expect(summary).not.toContain('no organisation floor was seen')
})

test('a demanded floor is demanded by the command that reproduces too', () => {
  const finding = v.finding('unknown', { rule: 'policy', code: 'floor-required' })
  const { summary } = checkRun([v.part(v.verdict([], [finding]))], { nextTry: null, gaveUp: true })
  expect(summary).toContain(`REQUIRE_FLOOR=true npx open-userspace check --base ${v.BASE}`)
})

test('audit never blocks, whatever was found', () => {
  for (const name of Object.keys(SITUATIONS)) {
    const parts = of(name).parts.map((part): Part => ({ ...part, verdict: { ...part.verdict, mode: 'audit' } }))
    expect(checkRun(parts, of(name).options)).toMatchObject({ status: 'completed', conclusion: 'neutral' })
    expect(checkRun(parts, of(name).options).title).toContain('audit only')
  }
})

describe('several parts', () => {
  const [failing, waiting, review, audit, passing] = (
    ['failing', 'unknown', 'review', 'audit', 'passing'] as const
  ).map((name) => of(name).parts[0]) as [Part, Part, Part, Part, Part]
  const worst = (...parts: Part[]) => {
    const { status, conclusion } = checkRun(parts, { nextTry: null, gaveUp: false })
    return conclusion ?? status
  }

  test('conclude with the worst in either order', () => {
    const ranked = [failing, waiting, review, audit, passing]
    const names = ['failure', 'in_progress', 'action_required', 'neutral', 'success']
    for (const [i, a] of ranked.entries()) {
      for (const b of ranked.slice(i)) {
        expect(worst(a, b)).toBe(names[i])
        expect(worst(b, a)).toBe(names[i])
      }
    }
  })

  test('say in the title which pull request fails and which passes', () => {
    const { title } = run('several-pull-requests')
    expect(title).toMatch(/^Fails for #12: .*; passes for #13$/)
  })

  test('that say the same are told once', () => {
    const parts = [
      failing,
      { ...failing, pullRequest: { number: 14, url: 'https://github.com/e/n/pull/14', base: 'next' } },
    ]
    const { title, annotations } = checkRun(parts, { nextTry: null, gaveUp: false })
    expect(title).toBe(run('failing').title)
    expect(annotations).toHaveLength(run('failing').annotations.length)
  })
})

test('no parts at all is a bug', () => {
  expect(() => checkRun([], { nextTry: null, gaveUp: false })).toThrow(RangeError)
})

test('every pass leaves the question to the reviewer, and nothing else asks it', () => {
  for (const name of Object.keys(SITUATIONS)) {
    const asked = ['passing', 'whole-stack', 'waived', 'several-pull-requests'].includes(name)
    expect(run(name).summary.includes(QUESTION)).toBe(asked)
  }
})

test('private, misspelt and gone are one and the same text', () => {
  const { title, summary } = run('failing')
  expect(title).toBe("Fails: the compiler can't be read without an account")
  expect(summary).toContain('it is private, misspelt or gone')
})

test('the line to write, and the editor to write the manifest in', () => {
  expect(run('no-compiler').summary).toContain('`compiler: [{ repository: https://github.com/<owner>/<compiler> }]`')
  expect(run('no-manifest').summary).toContain('](https://github.com/contributor/npu-kmd/new/topic/export?filename=')
})

test('the command that reproduces, and the head that it holds for', () => {
  expect(run('failing').summary).toContain(`\`npx open-userspace check --base ${v.BASE}\``)
  expect(run('failing').summary).toContain(v.HEAD)
})

describe('annotations', () => {
  const many = Array.from({ length: 80 }, (_, index) => {
    const about = v.component('userspace', `https://github.com/example/r${index}`, index + 1)
    return index < 40 ? v.finding('noted', { rule: 'alive', code: 'kept' }, about) : v.unreadable(about)
  })
  const output = checkRun([v.part(v.verdict([v.driver(null, [])], many))], { nextTry: null, gaveUp: false })

  test('are at most 50, worst first, and the others in the text', () => {
    expect(output.annotations).toHaveLength(50)
    expect(output.annotationsLeftOut).toBe(30)
    expect(output.annotations.slice(0, 40).every((each) => each.annotation_level === 'failure')).toBe(true)
    expect(output.annotations[49]).toMatchObject({ annotation_level: 'notice', start_line: 10, end_line: 10 })
    expect(output.text).toContain(`${v.FILE}:40`)
  })

  test('of what is met there are none, and of what blocks nothing only notices', () => {
    const findings = [
      v.readable(v.UMD),
      v.finding('noted', { rule: 'alive', code: 'moved', to: v.url('https://github.com/example/new') }, v.MLIR),
    ]
    const { annotations } = checkRun([v.part(v.verdict([v.driver(null, [])], findings))], {
      nextTry: null,
      gaveUp: false,
    })
    expect(annotations).toMatchObject([{ path: v.FILE, start_line: 8, annotation_level: 'notice' }])
  })
})

describe('a long report', () => {
  const findings = Array.from({ length: 900 }, (_, index) =>
    v.finding(
      'unmet',
      { rule: 'reachable', code: 'path-missing', paths: ['路'.repeat(300)] },
      v.component('userspace', `https://github.com/example/r${index}`, index + 1),
    ),
  )
  const output = checkRun([v.part(v.verdict([v.driver(null, [])], findings))], { nextTry: null, gaveUp: false })

  test('keeps to the limits of the Checks API in bytes, and says what is left out', () => {
    for (const text of [output.summary, output.text]) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535)
      expect(text).toMatch(/Left out for length: \d+ more lines/)
    }
    expect(Buffer.byteLength(output.title)).toBeLessThanOrEqual(255)
    for (const { title } of output.annotations) expect(Buffer.byteLength(title)).toBeLessThanOrEqual(255)
  })
})

describe('hostile names', () => {
  const { summary, text } = run('hostile')
  const tokens = [summary, text].flatMap((each) => new MarkdownIt({ html: true, linkify: true }).parse(each, {}))
  const inline = tokens.flatMap(({ children }) => children ?? [])

  test('bring no image, no HTML and no link of their own', () => {
    expect([...tokens, ...inline].filter(({ type }) => /html|image/.test(type))).toEqual([])
    const links = inline.flatMap((token) => token.attrGet('href') ?? [])
    expect(links.length).toBeGreaterThan(0)
    for (const link of links) expect(link).toMatch(/^https:\/\/github\.com\//)
  })

  test('mention nobody and nothing outside a code span', () => {
    const running = inline.filter(({ type }) => type === 'text').map(({ content }) => content)
    expect(running.join('\n')).not.toMatch(/[@#][\w-]|evil/)
  })

  test('break no table', () => {
    const rows = tokens.filter(({ type }) => type === 'tr_open').length
    const cells = tokens.filter(({ type }) => type === 'th_open' || type === 'td_open').length
    // The stack has a head, a userspace, a compiler and a firmware in five columns; the findings a head and three in four,
    // and what the forge says a head and one in three.
    expect([rows, cells]).toEqual([10, 4 * 5 + 4 * 4 + 2 * 3])
  })

  test('move no cursor and hide nothing', () => {
    const shown = terminal(of('hostile').parts, { color: false, width: 80 }).replaceAll('\n', '')
    for (const page of [shown, summary.replaceAll('\n', ''), text.replaceAll('\n', ''), run('hostile').title]) {
      expect(page).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b]/u)
    }
    expect(shown).toContain('\\u{202e}')
  })
})

test('colours are the only control characters of a terminal report', () => {
  const coloured = terminal(of('hostile').parts, { color: true, width: 80 })
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const withoutColours = coloured.replaceAll(/\u001b\[\d+m/g, '')
  expect(withoutColours).not.toBe(coloured)
  expect(withoutColours).toBe(terminal(of('hostile').parts, { color: false, width: 80 }))
})
