import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import type { ChangedFile } from './change.ts'
import { compareTexts } from './compare.ts'
import { readLine } from './line.ts'

const { line: config } = loadConfig()

const read = (base: readonly string[], head: readonly string[], path = 'npu.c') => {
  const [before, after] = [base, head].map((lines) => lines.map((line) => `${line}\n`).join(''))
  const file: ChangedFile = {
    path,
    previousPath: null,
    status: 'modified',
    patch: compareTexts(before ?? '', after ?? ''),
  }
  const { hits, textless } = readLine({ files: [file] }, new Set(), config)
  return { hits: hits.map(({ kind, line }) => `${kind} ${line}`), textless }
}

describe('what no compiler reads', () => {
  it.each<[string, readonly string[]]>([
    ['under #if 0', ['#if 0', 'dma_buf_put(a);', '#endif']],
    [
      'under #if 0, within other conditions',
      ['#if 0', '#ifdef A', 'dma_buf_put(a);', '#endif', 'dma_buf_get(b);', '#endif'],
    ],
    ['behind the #else of #if 1', ['#if 1', 'a();', '#else', 'dma_buf_put(a);', '#endif']],
    ['in a comment', ['/*', 'dma_buf_put(a);', '*/']],
    ['in a message', ['dev_err(dev, "no dma_buf here, by dma_buf_get\\n");']],
  ])('is quiet: %s', (_, head) => {
    expect(read(['a', 'b'], ['a', ...head, 'b'])).toEqual({ hits: [], textless: [] })
  })

  it.each<[string, readonly string[]]>([
    ['behind the #else of #if 0', ['#if 0', 'a();', '#else', 'dma_buf_put(a);', '#endif']],
    ['behind its #endif', ['#if 0', 'a();', '#endif', 'dma_buf_put(a);']],
    ['under another condition', ['#if 0 || A', 'a();', 'dma_buf_put(a);', '#endif']],
    ['in assembly', ['asm("call dma_buf_put");']],
    ['on joined lines', ['dma_b\\', 'uf_put(a);']],
    ['pasted by a macro', ['#define DO(a) dma_ ## a', 'DO(buf_put)(b);']],
    ['pasted of two arguments', ['#define CAT(a, b) a##b', 'CAT(dma_buf, _put)(b);']],
    ['pasted by a macro on two lines', ['#define CAT(a, b) \\', '\ta##b', 'CAT(dma_b, uf_put)(b);']],
  ])('is code: %s', (_, head) => {
    expect(read(['a', 'b'], ['a', ...head, 'b']).hits).not.toEqual([])
  })
})

describe('what a compiler reads only now', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['an #if 0 goes', ['#if 0', 'dma_buf_put(a);', '#endif'], ['dma_buf_put(a);']],
    ['a comment goes', ['/*', 'dma_buf_put(a);', '*/'], ['dma_buf_put(a);']],
    ['the condition turns', ['#if 0', 'dma_buf_put(a);', '#endif'], ['#if 1', 'dma_buf_put(a);', '#endif']],
  ])('crosses where it is shown: %s', (_, base, head) => {
    expect(read(base, head).hits).toEqual([expect.stringContaining('dma-buf')])
  })

  it.each<[string, readonly string[], readonly string[]]>([
    ['an #if 0', ['#if 0'], ['#endif']],
    ['the beginning of a comment', ['/*'], ['*/']],
  ])('is looked at by a person where %s goes far above its end', (_, begins, ends) => {
    const long = Array.from({ length: 30 }, (_, at) => `call_${at}();`)
    expect(read([...begins, ...long, ...ends], [...long, ...ends]).textless).toEqual(['npu.c'])
  })
})

it('has a person look at a macro that pastes half of such a name, and is used where the change shows nothing', () => {
  expect(read(['a'], ['a', '#define DO(name) dma_buf##name']).textless).toEqual(['npu.c'])
  expect(read(['a'], ['a', '#define DO(name) npu_##name']).textless).toEqual([])
})

it('has a person look at the diff of a merge', () => {
  const file: ChangedFile = {
    path: 'a.c',
    previousPath: null,
    status: 'modified',
    patch: '@@@ -1,2 -1,2 +1,3 @@@\n  a',
  }
  expect(readLine({ files: [file] }, new Set(), config).textless).toEqual(['a.c'])
})

it('reads a file that is one long line', () => {
  const patch = `@@ -0,0 +1 @@\n+${'x = y + 1; '.repeat(4_500_000)}dma_buf_put(a);`
  const file: ChangedFile = { path: 'a.c', previousPath: null, status: 'added', patch }
  expect(readLine({ files: [file] }, new Set(), config).hits.map(({ kind }) => kind)).toEqual(['dma-buf'])
})
