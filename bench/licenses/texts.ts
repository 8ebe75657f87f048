import { readFileSync } from 'node:fs'
import listed from 'spdx-license-list/full.js'
import { decodeText } from '../../src/core/license/identify/decode.ts'

/** The forty licences that most open source bears, as package registries and forges count them. */
export const COMMON = [
  'MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'GPL-2.0-only', 'GPL-3.0-only', 'LGPL-2.1-only',
  'LGPL-3.0-only', 'LGPL-2.0-only', 'AGPL-3.0-only', 'MPL-2.0', 'MPL-1.1', 'EPL-1.0', 'EPL-2.0', 'CDDL-1.0',
  'Unlicense', 'CC0-1.0', '0BSD', 'MIT-0', 'Zlib', 'BSL-1.0', 'NCSA', 'Artistic-2.0', 'PostgreSQL', 'Python-2.0',
  'WTFPL', 'X11', 'BSD-4-Clause', 'HPND', 'UPL-1.0', 'EUPL-1.2', 'OFL-1.1', 'MS-PL', 'AFL-3.0', 'OSL-3.0',
  'BlueOak-1.0.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'Ruby',
] as const // prettier-ignore

/** The text of a licence as the SPDX package prints it. */
export const spdxText = (id: string): string => {
  const license = listed[id] as { readonly licenseText: string } | undefined
  if (license === undefined) throw new RangeError(`SPDX lists no ${id}`)
  return license.licenseText
}

export const spdxIds: readonly string[] = Object.keys(listed)

/** Licences that SPDX lists and that aren't free, whose sentences are put into others. */
const RESTRICTIVE = spdxIds.filter((id) =>
  /^(?:BUSL|SSPL|Elastic|PolyForm|CC-BY-NC|CC-BY-ND|FSL|Hippocratic|JSON|Aladdin|SUL|MS-LPL|C-UDA|DRL|TPL|OLFL|UnRAR|Community-Spec|BSD-3-Clause-No|SMPPL|IEC|NCGL|LOOP|AdaCore|CrystalStacker|Parity|ANTLR|Unicode-TOU|SCEA|MTLL|TORQUE|CPOL|NIST-PD-TNT|OpenPBS|gSOAP|InnoSetup|Lucida|xlock|RSCPL|TMate|TekHVC)/.test(
    id,
  ),
)

const NASTY = [
  'Non-commercial use only.',
  'For evaluation purposes only.',
  'Not for production use.',
  'This software may not be used in military applications.',
  'For use with an Acme product under a commercial license.',
  'Use is restricted to Acme hardware.',
  'The License does not include, and does not grant to you, the right to Sell the Software.',
  'Confidential and Proprietary.',
  'No commercial use.',
  'Redistribution is not permitted.',
  'Copyright 2020 Acme Inc. Internal use only.',
  'Copyright (c) 2021 Acme. Not for resale.',
  'All rights reserved except for licensed customers.',
  'You must purchase a license to use this Software.',
  'Only for use by students.',
  'Binary form only.',
  'This license is void for governments.',
  'Commons Clause applies.',
  'Licensee shall not reverse engineer the Software.',
  'The Software shall be used for Good, not Evil.',
  'Evaluation license.',
  'Personal use.',
  'PROPRIETARY AND CONFIDENTIAL',
  'COPYRIGHT (C) 2020 ACME CORP RESEARCH USE ONLY',
  'Copyright Acme Corporation, Academic License',
]

const CORPUS = new URL('../../../shared/corpus/licenses/', import.meta.url)

/** Rows of the collected licence texts, or null where they aren't at hand. */
export const readCorpus = (): readonly CorpusRow[] | null => {
  try {
    const rows = readFileSync(new URL('index.tsv', CORPUS), 'utf8').trim().split('\n').slice(1)
    return rows.map((row) => {
      const [file = '', expected = '', group = ''] = row.split('\t')
      return { file, expected, group, text: decodeText(readFileSync(new URL(file, CORPUS))) ?? '' }
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

export type CorpusRow = {
  readonly file: string
  readonly expected: string
  readonly group: string
  readonly text: string
}

/** Sentences that take something away, or come from texts that do: all of them, however short. */
export const foreignSentences = (): readonly string[] => {
  const texts = RESTRICTIVE.map(spdxText)
  for (const row of readCorpus() ?? []) if (!/^(?:open|content|pointer|none)/.test(row.group)) texts.push(row.text)
  const sentences = texts.flatMap((text) => text.replaceAll(/\s+/g, ' ').split(/(?<=\.)/))
  return [...NASTY, ...new Set(sentences.map((sentence) => sentence.trim()).filter(isForeign))]
}

/**
 * Signs and numbers alone, notices of copyright, and what open licences say too are foreign to none of them. A name of
 * three words or less that lands behind a holder's is one more holder.
 */
const isForeign = (sentence: string): boolean =>
  /\p{L}{2}/u.test(sentence) &&
  !/^\W*(?:\p{Lu}\S*\s?){1,3}$/u.test(sentence) &&
  !/^\W*(?:portions )?(?:copyright|\(c\)|©)/i.test(sentence) &&
  !OPEN.some((text) => ` ${text} `.includes(` ${flat(sentence)} `))

const flat = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
const OPEN = COMMON.map((id) => flat(spdxText(id)))
