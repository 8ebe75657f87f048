import type { TextLine } from './identification.ts'
import { findRestrictions } from './phrases.ts'
import { flow } from './phrases/flow.ts'
import type { RestrictionCode } from './restriction.ts'

/**
 * Whether a text lets anyone pass firmware on as it is: it grants redistribution, and binds that to the binary, to a ban
 * on reverse engineering or changes, or to hardware. Such licences are worded anew by each vendor and have no SPDX ids, so
 * they are told by what they say. Ask it only of text that no known licence accounts for.
 */
export const isRedistributableFirmware = (lines: readonly TextLine[]): boolean => {
  const { words } = flow(lines)
  if (!GRANTS.some((grant) => grant.test(words)) || WITHDRAWN.some((withdrawn) => withdrawn.test(words))) return false
  const codes = new Set(findRestrictions(lines).map(({ code }) => code))
  if (VOIDS.some((code) => codes.has(code))) return false
  if (codes.has('hardware-tied')) return true
  const asItIs = AS_IT_IS.some((code) => codes.has(code)) || IN_BINARY.test(words)
  return asItIs && !CHANGES_GRANTED.some((granted) => granted.test(words))
}

/** Whether words take back a grant to pass firmware on. */
export const voidsRedistribution = (words: string): boolean =>
  findRestrictions([{ line: 1, text: words }]).some(({ code }) => VOIDS.includes(code))

/** A text as lines from 1. */
export const linesOf = (text: string): readonly TextLine[] =>
  text.split(/\r\n|[\r\n]/).map((line, at) => ({ line: at + 1, text: line }))

/** Each with what it is for. */
const GRANTS: readonly RegExp[] = [
  // Intel, Marvell, Realtek: "Redistribution and use in binary form, without modification, are permitted"
  /(?<!\bno )\b(?:re-?)?distribution\b[^.;\n]{0,220}\b(?:is|are) (?:hereby )?(?:permitted|allowed|granted)\b/,
  // Keyspan, Agere: "Permission is hereby granted for the distribution of this firmware"
  /\bpermission\b[^.;\n]{0,60}\bgranted\b[^.;\n]{0,260}\b(?:re-?)?distribut/,
  // Qualcomm, Cypress, AMD: "grants you a license to reproduce and distribute the binary"
  // A licensee that grants something grants it to the vendor.
  /(?<!\b(?:licensees?|recipients?|customers?|users?|you)(?: hereby)? )\bgrants?\b[^.\n]{0,400}\b(?:re-?)?distribute\b/,
  // Xceive: "Permission to use, copy, modify, and/or distribute this software ... is hereby granted"
  /\bpermission to\b[^.;\n]{0,60}\b(?:re-?)?distribute\b[^.;\n]{0,160}\bgranted\b/,
  // NVIDIA: "SOFTWARE may be copied and redistributed solely for use on operating systems distributed under ..."
  /\b(?:may|can) (?:be )?(?:freely )?(?:[\w-]+,? (?:and |or |and\/or )?){0,4}(?:re-?)?distribut(?:e|ed)\b/,
  /\b(?:freely|free to|is|are) (?:re-?)?distribut(?:able|e)\b/,
  /\b(?:right|rights|licen[sc]ed|allowed|permitted|authori[sz]ed) to (?:[\w-]+,? (?:and |or )?){0,6}(?:re-?)?distribute\b/,
]

/** Grants that are for parts within another product alone, so that what is granted is no firmware image by itself. */
const WITHDRAWN: readonly RegExp[] = [
  /\bas (?:incorporated|embedded|integrated|compiled) (?:in|into)\b[^.;\n]{0,80}\b(?:application|software)/,
  /\b(?:part of|within|with|into|in|by) (?:your|licensee's?|an integrated|customer's?) (?:own )?(?:[\w-]+ ){0,2}(?:applications?|software products?|programs?)\b/,
  /\bmaterial additional functionality\b/,
  /\bportions\b[^.;\n]{0,80}\bidentified\b[^.;\n]{0,60}\bdistributable\b/,
  // To some, for a time, for money, or by leave that is yet to be given.
  /\b(?:permitted|allowed|granted|licensed)(?: (?:only|solely|exclusively))? to (?:(?:the|any|our|its|those|registered|authori[sz]ed|paying) ){0,2}(?:customers|partners|residents|citizens|members|employees|oems|licensees|subscribers|companies|parties|persons who|those who)\b/,
  /\b(?:permitted|allowed|granted)\b[^.;\n]{0,60}\b(?:with|upon|after|subject to) (?:the |a |an |our )?(?:(?:prior|express|explicit|specific|separate|written) ){1,4}(?:consent|permission|approval|agreement|authori[sz]ation)\b/,
  /\b(?:permitted|allowed|granted|distribut\w+)\b[^.;\n]{0,80}\b(?:(?:upon|subject to|against|in return for|in exchange for) (?:the )?payment|royalty of)\b/,
  /\b(?:permitted|allowed|granted)\b[^.;\n]{0,60}\b(?:until|during|for (?:a|the) (?:period|term|trial)|no longer)\b/,
  /\bdistribut\w+\b[^.;\n]{0,80}\b(?:within|inside) (?:your|its|their|licensee's|the licensee's) (?:own )?(?:company|organi[sz]ation|enterprise|premises|group)\b/,
  /\bno other (?:rights?|use)\b[^.;\n]{0,60}\b(?:reproduce|disseminate|distribute)\b/,
]

const AS_IT_IS: readonly RestrictionCode[] = ['binary-only', 'no-reverse-engineering', 'no-modification']

/** AMD, Atmel: "to install, reproduce, copy and distribute copies, in binary form" */
const IN_BINARY =
  /\bdistribut(?:e|ed|ion)\b(?:(?!\bsource\b)[^.;\n]){0,60}\bin (?:binary|object|executable|hexadecimal)\b/

/** Who may change it and pass that on is bound to no binary: an open licence in unknown words, for a person to read. */
const CHANGES_GRANTED: readonly RegExp[] = [
  /\bwith (?:or|and) without (?:\w+ )?modifications?\b/,
  /\b(?:permission|permitted|rights?|licen[sc]e|may(?! not)|grants?|granted|free)\b(?:(?!\b(?:not|no|nor)\b)[^.;\n]){0,240}\b(?:modify|modifying|derivative works|modified (?:versions?|works?|copies)|adaptations)\b/,
]

const VOIDS: readonly RestrictionCode[] = [
  'non-commercial',
  'evaluation-only',
  'no-redistribution',
  'research',
  'personal-use',
  'military',
  'ethical',
  'acceptable-use',
  'competing-service',
  'user-cap',
  'commons-clause',
]
