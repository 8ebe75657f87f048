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
    'Acme Maximum Ten Seats',
    'Acme Always Ask First',
    'Acme Tied To Acme Chips',
    'Acme Royalties Payable',
    'Acme Per Seat',
    'Acme Forks Unsellable',
    'Acme Revocable At Any Time',
    'Acme Exhibit B Applies',
    'Acme Single Machine',
    'Acme Fair Source',
    'Acme Public Source License',
    'Acme, Unpublished',
    'Acme Sprzedaż zabroniona',
    'ACME PRODEJ ZAKÁZÁN',
    'Acme Weitergabe Untersagt',
    'Acme Réservé Aux Étudiants',
    'Acme Försäljning Förbjuden',
    'Acme Sadece Kişisel Kullanım',
    'Acme Μόνο Για Προσωπική Χρήση',
    'Acme untersagt',
    'Acme, satılamaz',
    'OnlyWithAcmeHardware',
    'NoAiTraining',
    'Acme <ask-before-using@example.com>',
    'Acme https://example.com/no-ai-training',
    'Acme https://example.com/禁止商用',
    'Acme (twitter: @no_resale_by_users)',
    'vente-interdite contributors',
    'Acme and other NotForSale contributors',
    'Acme <not at work dot com>',
    'Acme (commercial(at)use(dot)forbidden)',
    'Acme contributors listed at https://example.com/authors and in the EULA file',
    'Acme contributors. See EULA',
    'Acme (formerly free)',
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
    'Free Software Foundation, Inc.',
    'Yuxi (Evan) You',
    'Jean-loup Gailly and Theodore Ts’o.',
    "Marco d'Itri, Theodore Ts'o.",
    'Silicon Example, Inc. and FreeBSD contributors',
    'VoidZero Inc.',
    'Example s.r.o. and Example e.V.',
    'Example, Inc. (formerly Sample Corp.)',
    'Example Corporation and/or its subsidiary(-ies).',
    'Jane Doe <jane@example.org>, et al.',
    'Jane Doe <1234+jane@users.noreply.github.com>',
    'Jane Doe <jane at example dot org>',
    'Jane Doe (jane(dot)doe(at)example(dot)org)',
    'the original author or authors.',
    'Jane Doe with many contributors, see AUTHORS',
    'Jane Doe and contributors. See AUTHORS for more details.',
    'the Example contributors listed at <https://github.com/example/example#the-team> and in the README file.',
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

describe('a restriction beside who wrote it', () => {
  it.each([
    'Author: Not For Sale',
    'Author: No Resale',
    'Author 2024, Students Only',
    'Authors: ask before using',
    'Written by permission of Acme',
    'Contact: sales for a license',
    'Contact Acme for terms',
    'SPDX-FileCopyrightText: 2024 Acme Evaluation Only',
    'SPDX-FileCopyrightText: 2024 Acme\nEvaluation Only',
    'SPDX-LicenseComments: Acme',
    'The complete list of restrictions can be found at: https://example.com/list',
    'The complete list of contributors can be found at: https://example.com/no-ai-training',
    'The complete list of contributors can be found at: https://example.com/list and must be shown',
  ])('is read: %s', (line) => {
    expect(identify(held(`Acme\n${line}`)).tier).not.toBe('clean')
    expect(identify(followed(line)).tier).not.toBe('clean')
  })

  it.each([
    'Author: Jane Doe <jane@example.org>',
    'Authors: Jane Doe, John Roe',
    'Author 2014-2019, Jane Doe',
    'Written by Jane Doe.',
    'Maintainer: Jane Doe (jane@example.org)',
    'Contact: Jane Doe <jane@example.org>',
    'SPDX-FileCopyrightText: 2024 Jane Doe <jane@example.org>',
    'SPDX-FileCopyrightText: Copyright (c) 2022 ACME CORPORATION & AFFILIATES. All rights reserved.',
    'The complete list of contributors can be found at: https://github.com/example/example/graphs/contributors',
  ])('is not seen in what names them: %s', (line) => {
    expect(identify(held(`Acme\n${line}`))).toMatchObject({ tier: 'clean', expression: 'MIT' })
  })

  it('follows the holder on the same line', () => {
    expect(identify(held('Acme GmbH. Author: Jane Doe'))).toMatchObject({ tier: 'clean', expression: 'MIT' })
    expect(identify(held('Acme GmbH. Author: Not For Sale')).tier).not.toBe('clean')
  })
})

describe('the last word of a title', () => {
  it.each(['Acme Research License', 'Acme Evaluator License'])('is not taken from another name: %s', (holder) => {
    expect(identify(`Copyright (c) 2024 ${holder}\n\n${terms}`).tier).not.toBe('clean')
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
    '[MIT License](http://example.com/no-ai-training)',
    '<p class="use for good">',
    '<p class="Sadece kişisel kullanım">',
    '<p id="Ask_before_using">',
    '<p style="content: \'No weapons\'">',
    '<a href="#phone-home-required">',
    '&not; &for; &sale;',
  ])('is read: %s', (markup) => {
    expect(identify(followed(markup)).tier).not.toBe('clean')
  })

  it.each([
    '<p class="d-flex flex-wrap">',
    '<p style="color: red">',
    '<a href="http://www.gnu.org/philosophy/why-not-lgpl.html">',
    '[text](https://example.org/licenses/gpl.html)',
  ])('is not seen in what is none: %s', (markup) => {
    const plain = identify(followed(markup.replace(/^\[text\](.*)$/, '[MIT License]$1')))
    expect(plain).toMatchObject({ tier: 'clean', expression: 'MIT' })
  })
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

describe('the start of a text', () => {
  it.each([
    [
      'a cut-off sentence as a holder',
      `CORPORATION, ITS AFFILIATED COMPANIES, OR THE U.\n\n${spdxText('BSD-2-Clause')}`,
    ],
    [
      'an alternative to nothing',
      `Alternatively, this software may be distributed under the terms of the GNU General Public License ("GPL") version 2 as published by the Free Software Foundation.\n\n${spdxText('BSD-3-Clause')}`,
    ],
  ])('%s', (_, text) => {
    expect(identify(text).tier).not.toBe('clean')
  })

  it('a holder of one letter that a name follows', () => {
    const text = spdxText('BSD-2-Clause').replace('<year> <owner>', '1994 The X Consortium')
    expect(identify(text)).toMatchObject({ tier: 'clean', expression: 'BSD-2-Clause' })
  })
})
