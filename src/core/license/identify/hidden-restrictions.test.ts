import { describe, expect, it } from 'vitest'
import { spdxText } from '../../../../bench/licenses/texts.ts'
import { identify } from '../../../license-index.js'

const mit = spdxText('MIT')
const terms = mit.slice(mit.indexOf('Permission is'))
const held = (holder: string): string => `MIT License\n\nCopyright (c) 2024 ${holder}\n\n${terms}`
const followed = (tail: string): string => `${held('Acme')}\n${tail}\n`

describe('a restriction in the place of a holder', () => {
  it.each([
    'Acme Inc. Closed Source',
    'Acme Shareware',
    'Acme for Students',
    'Acme BY-NC-ND',
    'Acme Kommerzielle Nutzung Verboten',
    'ACME USO COMERCIAL PROHIBIDO',
    'Acme Utilisation Commerciale Interdite',
    'Acme Только Для Некоммерческого Использования',
    'Acme 상업적 이용 금지',
    'Acme ライセンスなし',
    'Acme للاستخدام غير التجاري فقط',
    'Acme N0 C0mmerc1al',
    'Acme Nоn Cоmmercial',
    'Acme Noncom Mercial',
    'Acme N O N C O M',
    'Acme <https://example.com/not-for-commercial-use>',
    'Acme <no-commercial-use@example.com>',
    'Acme https://example.com/eula',
  ])('is no name: %s', (holder) => {
    expect(identify(held(holder)).tier).not.toBe('clean')
  })

  it.each([
    'Jürgen Müller <jürgen@example.com>',
    'Hochschule Example',
    'Hewlett Example Enterprise Development LP',
    'Иван Петров',
    'Acme, Inc. <copyright@example.com>',
    'The Example Authors (https://github.com/example/example)',
  ])('leaves names alone: %s', (holder) => {
    expect(identify(held(holder))).toMatchObject({ tier: 'clean', expression: 'MIT' })
  })

  it('is none in the place of a party either', () => {
    const bsd = spdxText('BSD-3-Clause')
    const text = bsd.replace('THE COPYRIGHT HOLDER OR CONTRIBUTORS', 'BANNED MILITARIES')
    expect(text).not.toBe(bsd)
    expect(identify(text).tier).not.toBe('clean')
  })
})

describe('a restriction in what markup leaves out', () => {
  it.each([
    '<p class="Not for commercial use">',
    '<p class="ask the seller before anything">',
    '<p style="ask the seller first">',
    '<a href="commercial-use-prohibited">',
    '<a id=Closed_Source_Shareware>',
    '[terms](evaluation-only)',
    '&not; &for; &sale;',
  ])('is read: %s', (markup) => {
    expect(identify(followed(markup)).tier).not.toBe('clean')
  })

  it.each(['<p class="d-flex flex-wrap">', '<p style="color: red">', '[text](https://example.org/licenses/gpl.html)'])(
    'is not seen in what is none: %s',
    (markup) => {
      const plain = identify(followed(markup.replace(/^\[text\](.*)$/, '[MIT License]$1')))
      expect(plain).toMatchObject({ tier: 'clean', expression: 'MIT' })
    },
  )
})

describe('a restriction spelled in signs', () => {
  it.each([
    ['list markers', '(n) (o) (t) (f) (o) (r) (s) (a) (l) (e)'],
    ['markers that open a line', 'n) o) t) f) o) r) s) a) l) e)'],
    ['letters in circles', 'ⓝⓞⓣ ⓕⓞⓡ ⓢⓐⓛⓔ'],
    ['letters in brackets', '⒩⒪⒯ ⒡⒪⒭ ⒮⒜⒧⒠'],
    ['letters for the blind', '⠝⠕⠞ ⠋⠕⠗ ⠎⠁⠇⠑'],
  ])('is read: %s', (_, spelled) => {
    expect(identify(followed(spelled)).tier).not.toBe('clean')
    expect(identify(mit.replace('is hereby', `is ${spelled} hereby`)).tier).not.toBe('clean')
  })

  it('is not seen in a circled sign of copyright', () => {
    expect(identify(`MIT License\n\nⓒ 2024 Acme\n\n${terms}`)).toMatchObject({ tier: 'clean', expression: 'MIT' })
  })
})
