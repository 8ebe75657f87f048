import { existsSync, readdirSync, readFileSync } from 'node:fs'
import spdxLicenses from 'spdx-license-list/full.js'
import { describe, expect, it } from 'vitest'
import { isRedistributableFirmware, linesOf } from './redistribution.ts'

const is = (text: string): boolean => isRedistributableFirmware(linesOf(text))

describe('isRedistributableFirmware', () => {
  it.each([
    [
      'binary only',
      `Redistribution and use in binary form, without modification, are permitted provided that the copyright
       notice is kept. No reverse engineering, decompilation, or disassembly of this software is permitted.`,
    ],
    [
      'tied to hardware',
      `Example Corp. grants permission to use and redistribute these firmware files for the use with devices
       containing Example chipsets, but not as part of the Linux kernel.`,
    ],
    [
      'tied to hardware, though it may be changed',
      `Permission to use, copy, modify, and distribute this software, only for use with Example ICs, is hereby
       granted.`,
    ],
    [
      'in binary form, without a word on changes',
      `Permission is hereby granted to any person obtaining a copy of this firmware to reproduce and distribute
       copies, in binary form, of the Software.`,
    ],
    [
      'an agreement',
      `Subject to this Agreement, Example grants you a non-exclusive, non-transferable license to reproduce and
       distribute the Software in object code form only, solely for use in connection with Example integrated
       circuit products.`,
    ],
  ])('tells a grant for firmware, %s', (_, text) => {
    expect(is(text)).toBe(true)
  })

  it.each([
    ['no grant', 'This firmware may be used with Example devices only. Reverse engineering is not permitted.'],
    ['a grant withheld', 'No redistribution of this binary-only firmware is permitted.'],
    ['a ban', 'You may use this binary-only firmware. You may not distribute the firmware to third parties.'],
    ['evaluation', 'You may distribute this binary-only firmware to your employees, for evaluation purposes only.'],
    [
      'non-commercial',
      'Redistribution in binary form, without modification, is permitted for non-commercial purposes.',
    ],
    ['some alone', 'Redistribution in binary form without modification is permitted to customers of Example Corp.'],
    [
      'leave',
      'Redistribution in binary form, without modification, is permitted with the prior written consent of Example.',
    ],
    [
      'payment',
      'Redistribution in binary form without modification is permitted upon payment of a fee for each device.',
    ],
    ['a time', 'Redistribution in binary form, without modification, is permitted during a trial of thirty days.'],
    [
      'a company',
      'You may distribute the firmware in binary form within your company. No reverse engineering is permitted.',
    ],
    [
      'the vendor',
      'Licensee hereby grants Example a license to distribute feedback. The firmware is in binary form only.',
    ],
    [
      'parts of a product',
      `You may distribute those portions of the SDK that are identified as distributable, as incorporated in
       object code format into your application. You may not reverse engineer the SDK.`,
    ],
    [
      'an open licence',
      'Redistribution and use in source and binary forms, with or without modification, are permitted.',
    ],
    ['nothing', ''],
  ])('tells none, %s', (_, text) => {
    expect(is(text)).toBe(false)
  })

  it('takes none of the SPDX licences for one', () => {
    const taken = Object.entries(spdxLicenses).filter(([, { licenseText }]) => is(licenseText))
    expect(taken.map(([id]) => id)).toEqual([])
  })

  const corpus = new URL('../../../../shared/corpus/licenses/', import.meta.url)
  const isThere = existsSync(corpus)
  if (!isThere) console.warn('skipped: ../shared/corpus/licenses is not there')
  it.skipIf(!isThere)('tells the vendors’ licences of linux-firmware', () => {
    const texts = readdirSync(corpus).filter((file) => /^linux-firmware_LICEN[CS]E\./.test(file))
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.filter((file) => !is(readFileSync(new URL(file, corpus), 'utf8')))).toEqual([])
  })
})
