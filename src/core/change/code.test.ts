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
  ["one of Rust's lifetimes", ["fn a<'b>(c: &'b str) // d"], ["fn a<'b>(c: &'b str) "]],
  ['slashes in an include', ['#include <linux//dma-buf.h> // c'], ['#include <linux//dma-buf.h> ']],
  ['the end of a comment that never began', ['a(); */ b();'], ['a(); */ b();']],
  ['a literal without an end', ['a("b c', 'd();'], ['a(""', 'd();']],
])('tells code from %s', (_, lines, code) => {
  expect(codeOf(lines, true)).toEqual(code)
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

it('takes whole lines alone for comments in Kconfig', () => {
  expect(kconfigOf(['  # select A', 'select B if C = "#"'])).toEqual(['', 'select B if C = "#"'])
})
