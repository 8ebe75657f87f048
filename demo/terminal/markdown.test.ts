import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

const TABLE = ['| role | result |', '| --- | --- |', '| userspace | ✅ |', '| compiler | ❌ `license` |'].join('\n')

test('lays out headings, paragraphs, lists and links', () => {
  const markdown = ['### To mend', '**Write** this:\\', 'a [b](https://example.com) `c|d`', '- one\n- two'].join('\n\n')
  expect(renderMarkdown(markdown.replace('\\\n\n', '\\\n'), 40)).toEqual([
    'To mend',
    '',
    'Write this:',
    'a b c|d',
    '',
    '• one',
    '• two',
  ])
})

test('a table that fits stands in columns', () => {
  expect(renderMarkdown(TABLE, 40)).toEqual(['role       result', 'userspace  ✅', 'compiler   ❌ license'])
})

test('a table that is too wide is told row by row', () => {
  expect(renderMarkdown(TABLE, 18)).toEqual(['userspace: result', '  ✅', 'compiler: result', '  ❌ license'])
})

test('breaks lines between words, and hangs those of a list', () => {
  expect(renderMarkdown('- one two three\n', 9)).toEqual(['• one two', '  three'])
})

test('shows HTML as it was posted', () => {
  expect(renderMarkdown('a <b>c</b>', 40)).toEqual(['a <b>c</b>'])
})
