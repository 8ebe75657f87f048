import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../core/license/identify/decode.ts'
import { contentOf } from './content.ts'
import type { Content, Entry } from './inspector.ts'
import { createSink } from './sink.ts'

const whole = (bytes: Buffer): Content => contentOf(bytes, bytes.length)

describe('content', () => {
  it('is the same string as text and as characters where it is ASCII', () => {
    const content = whole(Buffer.from('int npu;\n'))
    expect([content.text(), content.latin1()]).toEqual(['int npu;\n', 'int npu;\n'])
  })

  it('has one character for each byte of what is no ASCII, and the text beside them', () => {
    const content = whole(Buffer.from('/* ©é */'))
    expect(content.text()).toBe('/* ©é */')
    expect(content.latin1()).toBe('/* Â©Ã© */')
  })

  it('is no text where it is binary, and can be searched still', () => {
    const content = whole(Buffer.from('\x7fELF\0\0npu_submit\0', 'latin1'))
    expect(content.text()).toBeNull()
    expect(content.latin1()).toContain('npu_submit')
  })

  it('leaves out a character that was cut in two', () => {
    const bytes = Buffer.from('aé')
    expect(contentOf(bytes.subarray(0, 2), bytes.length).text()).toBe('a')
  })

  it('is what decoding it says, whichever way is taken', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\n', '\t', '0', 'é', '語', '\u{1F427}', '\r'),
      maxLength: 200,
    })
    fc.assert(fc.property(text, (each) => whole(Buffer.from(each)).text() === decodeText(Buffer.from(each))))
  })
})

describe('a sink', () => {
  it('decodes once for all that want as much, and gives each no more than it wants', () => {
    const seen: (Content | null)[] = []
    const looking = (most: number) => ({
      wants: () => most,
      see: (_: Entry, content: Content | null) => void seen.push(content),
    })
    const sink = createSink([looking(100), looking(4), looking(0), looking(200), looking(4)])
    const bytes = Buffer.from('int npu_submit;\n')
    const entry = { path: 'a.c', kind: 'file', isExecutable: false, bytes: bytes.length, target: null } as const
    sink.see(sink.ask(entry), bytes)
    expect(seen.map((each) => each?.text())).toEqual(['int npu_submit;\n', 'int ', '', 'int npu_submit;\n', 'int '])
    expect(seen[3]).toBe(seen[0])
    expect(seen[4]).toBe(seen[1])
  })
})
