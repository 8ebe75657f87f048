import { expect, it } from 'vitest'
import { codeOf, kconfigOf } from './code.ts'

it.each([
  ['a line comment', ['a(); // b();'], ['a(); ']],
  ['a block comment within a line', ['a(/* b */ c);'], ['a(  c);']],
  ['a block comment over lines', ['a(); /* b', ' * c', ' */ d();'], ['a(); ', '', ' d();']],
  ['prose in a literal', ['log("b failed: %d", e);'], ['log("", e);']],
  ['a comment within a literal', ['a("/*"); b();'], ['a("/*"); b();']],
  ['an escaped quote', ['a("\\"//", b); // c'], ['a("\\"//", b); ']],
  ['a quote as a character', ["a('\"'); b(); // c"], ["a('\"'); b(); "]],
  ['an escaped quote as a character', ["a('\\''); b(); // c"], ["a('\\''); b(); "]],
  ['slashes in an include', ['#include <linux//dma-buf.h> // c'], ['#include <linux//dma-buf.h> ']],
  ['the end of a comment that never began', ['a(); */ b();'], ['a(); */ b();']],
  ['a literal without an end', ['a("b c', 'd();'], ['a("b c', 'd();']],
  ['a digraph', ['%:define A "b c" // d'], ['#define A "" ']],
])('tells code from %s', (_, lines, code) => {
  expect(codeOf(lines, true)).toEqual(code)
})

it.each([
  ['the end of a comment on two lines', ['/* b *\\', '/ dma_buf_export(a);'], 'dma_buf_export(a);'],
  ['several characters between quotes', [`a = 'b"'; dma_buf_export(c); d = "e f";`], 'dma_buf_export(c);'],
  ['a literal on two lines', ['a = "b \\', 'c"; dma_buf_export(d); e("f g");'], 'dma_buf_export(d);'],
  ['a raw string', ['a = R"(\\)"; dma_buf_export(b); c("d e");'], 'dma_buf_export(b);'],
  ['a raw string that holds a comment', ['a = R"(")"; /*', 'dma_buf_export(b);'], 'dma_buf_export(b);'],
  ['the name of a header', ['#if __has_include(<a/*b>)', 'dma_buf_export(c);'], 'dma_buf_export(c);'],
  [
    'the name of a header behind a comment',
    ['/**/ #if __has_include(<a/*b>)', 'dma_buf_export(c);'],
    'dma_buf_export(c);',
  ],
  ['a carriage return', ['// a\rdma_buf_export(b);'], 'dma_buf_export(b);'],
  ['an identifier around a carriage return', ['dma_b\\\ruf_export(b);'], 'dma_buf_export(b);'],
  ['the quoted name of a header', ['#if __has_include("a\\" "/*")', 'dma_buf_export(c);'], 'dma_buf_export(c);'],
  ['a quote without an end', ["don't /*", 'dma_buf_export(a);'], 'dma_buf_export(a);'],
  ['an identifier on two lines', ['a = dma_b\\', 'uf_export(b);'], 'dma_buf_export(b);'],
  ['an identifier on three lines', ['dma_\\ ', 'buf\\', '_export(b);'], 'dma_buf_export(b);'],
  ['quotes within numbers', [`a = 1'0; b = "c'd /* ";`, 'dma_buf_export(e);'], 'dma_buf_export(e);'],
])('is not deceived by %s', (_, lines, code) => {
  expect(codeOf(lines, true).join('\n')).toContain(code)
})

it.each([
  ['a literal that began above', ['a \\', 'b"; dma_buf_export(c); d("e f");']],
  ['a comment that began above', ['a', 'b " */ dma_buf_export(c); /* "']],
  ['a comment that began above, behind slashes', ['a', 'b // */ dma_buf_export(c);']],
])('is not deceived by a hunk from the middle of %s', (_, lines) => {
  expect(codeOf(lines, false).join('\n')).toContain('dma_buf_export(c);')
})

it.each([
  ['a raw string', ['let a = r"\\"; dma_buf_export(b); "c d";']],
  ['a literal over lines', ['let a = "b', ' c"; dma_buf_export(b); let d = "e f";']],
])('is not deceived by %s of Rust', (_, lines) => {
  expect(codeOf(lines, true, 'rust').join('\n')).toContain('dma_buf_export(b);')
})

it('takes time linear in the length of what is joined', () => {
  const lines = Array.from({ length: 200_000 }, () => 'a\\')
  const before = process.cpuUsage()
  codeOf(lines, true)
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(5_000)
})

it.each([
  ['up to its end', [' * a', ' */', 'b();'], ['', '', 'b();']],
  ['up to the end of the hunk', [' * a', ' *', '\t * b'], ['', '', '']],
])('knows a hunk that begins inside a comment, %s', (_, lines, code) => {
  expect(codeOf(lines, false)).toEqual(code)
})

it.each([
  ['at the beginning of a file', [' * a();'], true],
  ['where other code is among the lines', [' * a();', 'b();'], false],
  ['where a pointer is written to', ['*a = b();'], false],
])('takes a leading star for code %s', (_, lines, fromTheTop) => {
  expect(codeOf(lines, fromTheTop)).toEqual(lines)
})

it("takes none of Rust's lifetimes for a character", () => {
  expect(codeOf(["fn a<'b>(c: &'b str) // d"], true, 'rust')).toEqual(["fn a<'b>(c: &'b str) "])
})

it('takes whole lines alone for comments in Kconfig', () => {
  expect(kconfigOf(['  # select A', 'select B if C = "#"'])).toEqual(['', 'select B if C = "#"'])
})
