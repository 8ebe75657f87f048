import { describe, expect, it } from 'vitest'
import { decodeText } from './decode.ts'

const utf16 = (text: string, mark: boolean): Uint8Array => Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le')

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from('für ©'), 'für ©'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFMIT'), 'MIT'],
    ['UTF-16 with a mark', utf16('MIT License', true), 'MIT License'],
    ['UTF-16 without one', utf16('MIT License', false), 'MIT License'],
    ['big-endian UTF-16', Buffer.from(utf16('MIT License', true)).swap16(), 'MIT License'],
    ['Latin-1', Buffer.from('© J\u00fcrgen', 'latin1'), '© J\u00fcrgen'],
    [
      'UTF-8 with a bad byte',
      Buffer.concat([Buffer.from('für '), Buffer.from([0xff]), Buffer.from(' x')]),
      'für \uFFFD x',
    ],
    ['nothing', new Uint8Array(), ''],
  ])('reads %s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text)
  })

  it.each([
    ['a zero byte', Buffer.from('MIT\0')],
    ['control characters', Uint8Array.from({ length: 64 }, (_, at) => (at % 3) + 1)],
  ])('finds no text in %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeNull()
  })
})
