import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { codeSpan, inline, link, table } from './markdown.ts'
import { code, prose, say } from './sentence.ts'
import { visible } from './visible.ts'

const parser = new MarkdownIt({ html: true, linkify: true })
const tokensOf = (markdown: string) => parser.parse(markdown, {})
const inlineOf = (markdown: string) => tokensOf(markdown).flatMap(({ children }) => children ?? [])

const FRAGMENTS = [
  '@octocat',
  '@org/team',
  '#12',
  'GH-12',
  'owner/repo#1',
  'deadbeefcafe',
  'https://evil.example',
  'www.evil.example',
]
const ACTIVE = [
  '`',
  '``',
  '|',
  '\\',
  '[x](y)',
  '![x](y)',
  '<img>',
  '<!--',
  '&commat;',
  ':smile:',
  '*',
  '_',
  '~~',
  '\n',
  '\r',
  '\t',
  '- ',
  '1. ',
  '> ',
  '```',
  '\u202e',
  '\u200b',
  '\u0007',
  '\ud800',
  'ghsa-cfgh-jmpq-rvwx',
  'a@b.example',
  '$$x$$',
]
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...FRAGMENTS, ...ACTIVE),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(' ', 'word'),
    ),
    { maxLength: 24 },
  )
  .map((pieces) => pieces.join(''))

/** What GitHub makes links, emoji or mathematics of in running text. */
const LINKED = /[@#$]|gh-\d|ghsa-|:\/\/|www\.|:\w+:|\b[0-9a-f]{7,40}\b/i

describe('a foreign value', () => {
  test('is one code span that shows it, and nothing else', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const [paragraph, ...more] = inlineOf(codeSpan(value))
        expect(more).toEqual([])
        expect(paragraph).toMatchObject({ type: 'code_inline', content: visible(value) || ' ' })
      }),
      { numRuns: 2_000 },
    )
  })

  test('stays in its cell', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const tokens = tokensOf(table(['one', 'two'], [[codeSpan(a), inline(prose(b))]]))
        expect(tokens.filter(({ type }) => type === 'td_open')).toHaveLength(2)
        expect(tokens.at(-1)?.type).toBe('table_close')
      }),
      { numRuns: 1_000 },
    )
  })

  test('is shown within a sentence, and a link of ours holds', () => {
    const target = 'https://github.com/example/x/blob/main/a%20(b).c'
    fc.assert(
      fc.property(hostile, (value) => {
        const tokens = inlineOf(`- ${link(codeSpan(value), target)} end`)
        expect(tokens.map(({ type }) => type)).toEqual(['link_open', 'code_inline', 'link_close', 'text'])
      }),
      { numRuns: 1_000 },
    )
  })
})

test('foreign running text is text and code spans, with nothing for GitHub to link', () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const tokens = inlineOf(`Said: ${inline(say`they wrote ${prose(a)} and ${code(b)}${prose(a)}.`)}`)
      for (const { type, content } of tokens) {
        expect(['text', 'code_inline']).toContain(type)
        if (type === 'text') expect(content).not.toMatch(LINKED)
      }
    }),
    { numRuns: 3_000 },
  )
})

test('running text keeps its plain words and shows what it quotes', () => {
  expect(inline(prose("It isn't `open`, @octocat: see #12."))).toBe("It isn't `open`, `@octocat:` see `#12.`")
  const fixed = 'Fixed-function: runs no programs.'
  expect(inline(prose(fixed))).toBe(fixed)
})

test('our own words are never Markdown', () => {
  expect(inlineOf(inline(say`*not* [a](b) <b> & \`code\` ${1} | #`)).every(({ type }) => type.startsWith('text'))).toBe(
    true,
  )
})

test('a link destination can not be closed or broken', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const markdown = link('there', `https://github.com/x?value=${value}`)
      expect(inlineOf(markdown).map(({ type }) => type)).toEqual(['link_open', 'text', 'link_close'])
    }),
  )
})
