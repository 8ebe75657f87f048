import { type Phrase, within } from './pattern.ts'

/** What a text calls the things that it is tied to. */
const HARDWARE =
  '(?:devices?|products?|hardware|chips?|chipsets?|processors?|microprocessors?|silicon|gpus?|npus?|cpus?|dsps?|socs?|asics?|platforms?|microcontrollers?|mcus?|boards?|circuits?|ics|semiconductors?|adapters?|controllers?|systems?|cards?|modules?|equipment|accelerators?|components?|computers?|machines?|raspberry pi)'

const TIE = '(?:with|on|for|within|in (?:conjunction|connection|combination|association) with)'

const FILLERS =
  '(?: (?:be|and|or|may|to|for|use|used|using|operate|operated|run|running|execute|executed|install|installed|load|loaded|redistribute|redistributed|distribute|distributed|intended|licensed|permitted|only|solely|exclusively|in|binary|form)){0,8}'

/** Phrases that say what may be done with copies, and what with one's hands. */
export const COPY_PHRASES: readonly Phrase[] = [
  {
    code: 'hardware-tied',
    // The Trusted Computing Group's notice gives its source code freely, and the text around it "solely for" products.
    pattern: new RegExp(
      `(?<!\\bperform the specification )\\b(?:only|solely|exclusively)\\b${FILLERS} ${TIE} [^.;\\n]{0,90}\\b${HARDWARE}\\b`,
    ),
    example: 'may only be redistributed and used in connection with an Atmel microcontroller product',
    from: 'Atmel, Nordic, Texas Instruments, Qualcomm',
  },
  {
    code: 'hardware-tied',
    pattern: new RegExp(
      `\\b(?:licensed|permi(?:tted|ssion)|grant(?:ed|s)?|allowed|authori[sz]ed)\\b[^.;\\n]{0,100} for (?:the )?use (?:with|on|in) [^.;\\n]{0,80}\\b${HARDWARE}\\b`,
    ),
    example: 'licensed for use with Raspberry Pi hardware',
    from: 'Broadcom',
  },
  {
    code: 'hardware-tied',
    pattern: within(
      'not',
      60,
      String.raw`\b(?:used?|run|operated?|executed?|installed?|loaded)\b[^.;\n]{0,60}\b(?:with|on|by|in conjunction with)\b[^.;\n]{0,20}\b(?:any other|other than|non-\w+|third[- ]party)[^.;\n]{0,40}\b${HARDWARE}\b`,
    ),
    example: 'shall not use the software with any other microprocessor',
    from: 'NVIDIA',
  },
  {
    code: 'hardware-tied',
    pattern:
      /\b(?:limited )?(?:solely|only|exclusively) to (?:applications?|uses?|products?|designs?|systems?)\b[^.;\n]{0,20}\b(?:running|executing|operating|implemented|that interact|used) (?:on|in|with) [^.;\n]{0,60}\b(?:devices?|chips?|hardware|processors?|silicon|fpgas?)\b/,
    example: 'Use of the Software is limited solely to applications: (a) running on a Xilinx device',
    from: 'Xilinx',
  },
  {
    code: 'hardware-tied',
    pattern: /\bimplementing a licensee product\b|\bonly (?:with|on) [\w-]+ (?:\w+ )?devices\b/,
    example: 'only with TI Devices',
    from: 'Texas Instruments Text File License',
  },
  {
    code: 'binary-only',
    pattern:
      /\bbinary-only\b|\bbinaries only\b|\b(?:binary|object|object code|executable|machine-readable|machine-executable)(?: code)? (?:form|format|code|version)s? only\b(?! (?:if|when|as|under|provided))|\bonly (?:be )?(?:(?:(?:re)?distributed|provided|supplied|available|made available|released|shipped|licensed) )?(?:in|as) (?:binary|object|executable|compiled)\b|\bsolely in (?:binary|object|executable)\b|\bobject code only\b/,
    example: 'reproduce and distribute the Software in object code form only',
    from: 'Cypress',
  },
  {
    code: 'binary-only',
    pattern:
      /\bbinary (?:form|format|code)?,? ?(?:and )?without (?:any )?modification|\bbinary (?:files|code|images?)(?: thereof)? (?:are|is|may) not (?:be )?(?:modified|altered|changed)|\bnot (?:be )?(?:re)?distribut\w+ (?:\w+ )?in source\b/,
    example: 'Redistribution and use in binary form, without modification, are permitted',
    from: 'Intel, Marvell and others',
  },
  {
    code: 'binary-only',
    pattern:
      /\bsource code\b[^.;\n]{0,30}\b(?:is|are|will|shall) not (?:be )?(?:\w+ )?(?:provided|available|included|distributed|released|supplied|disclosed)\b|\bno source (?:code )?(?:is )?(?:available|visible|provided|included)\b|\b(?:is|are) (?:a |only )?(?:closed[- ]source|pre-?built binar(?:y|ies))\b/,
    example: 'Source code is not provided',
    from: 'binary packages',
  },
  {
    code: 'no-reverse-engineering',
    pattern: within(
      String.raw`no|not(?! (?:restrict|prohibit|limit|prevent|forbid))|nor|neither|cannot|prohibit\w*|forbid\w*|refrain from`,
      140,
      String.raw`\b(?:reverse[- ]?(?:engineer|assembl|compil|translat)\w*|decompil\w*|disassembl\w*)`,
    ),
    example: 'No reverse engineering, decompilation, or disassembly of this software is permitted',
    from: 'Intel, Marvell and others',
  },
  {
    code: 'no-reverse-engineering',
    pattern:
      /(?:\breverse[- ]?engineer\w*|\bdecompil\w*|\bdisassembl\w*)[^.;\n]{0,120}\b(?:not (?:be )?(?:permitted|allowed|authori[sz]ed)|prohibited|forbidden)\b/,
    example: 'Reverse engineering, decompilation, or disassembly of this firmware is not permitted',
    from: 'Chelsio',
  },
  {
    code: 'no-redistribution',
    pattern:
      /\b(?:may|shall|must|can|will) ?not (?!be explicitly distributed as part of)(?:be )?(?:[\w-]+,? (?:or |and )?){0,5}(?:re-?)?distribut(?:e|ed)\b(?![^.;\n]{0,80}\b(?:except (?:as|in|under|with)|unless|in source|modified|under (?:a|any|the) (?:different|other))\b)/,
    example: 'You may not copy or distribute the software',
    from: 'EULAs',
  },
  {
    code: 'no-redistribution',
    pattern:
      /\b(?:redistribution|distribution|copying|reproduction|duplication)\b[^.;\n]{0,60}\b(?:is|are) (?:strictly |expressly )?(?:prohibited|forbidden|not (?:permitted|allowed))\b|\bnot for (?:re-?)?distribution\b|\bno (?:rights?|licen[sc]e|permission)\b[^.;\n]{0,40}\bto (?:\w+,? (?:or )?){0,4}(?:re-?)?distribute\b|\bunauthori[sz]ed (?:copying|reproduction|distribution|duplication)\b/,
    example: 'Unauthorized copying of this file, via any medium, is strictly prohibited',
    from: 'proprietary file headers',
  },
  {
    code: 'no-modification',
    pattern:
      /\b(?:may|shall|must|can|will) ?not (?:[\w-]+,? (?:or |and )?){0,5}(?:modify(?! or take other derogatory)|alter|adapt|translate|create (?:any )?derivative|prepare derivative|make derivative)\b(?![^.;\n]{0,70}\b(?:notices?|licen[sc]es?|licensing|trademarks?|headers?|legends?|names?|attributions?|terms|agreement|copyrights?|except (?:as|in|under|with))\b)/,
    example: 'You may not modify or create derivative works of the Software',
    from: 'EULAs',
  },
  {
    code: 'no-modification',
    pattern:
      /\b(?:firmware|software|program|materials?|binar(?:y|ies)|code|files?|works?) (?:may|must|shall|can) ?not be (?:modified|altered|changed)\b|\bno derivatives\b|\bno derivative works?\b|\b(?:only|solely) (?:in )?(?:an )?unmodified\b|\bunmodified (?:form|copies|version) only\b|\b(?:move|change|disable|circumvent)[^.;\n]{0,40}\blicen[sc]e key\b/,
    example: 'This firmware may not be modified and may only be used with Keyspan hardware',
    from: 'Keyspan',
  },
  {
    code: 'no-modification',
    pattern:
      /\b(?:forms?|format|copies|copied|distributed|redistributed|redistribution|distribution|use|used|passed on|complete),? (?:and )?without (?:any )?modifications?\b(?![^.;\n]{0,50}\b(?:notices?|licen[sc]es?|copyright)\b)/,
    example: 'copies may be passed on without modification',
    from: 'firmware',
  },
  {
    code: 'single-copy',
    pattern:
      /\b(?:one|a single|1) (?:\(1\) )?(?:back-?up |archival )?copy\b[^.;\n]{0,80}\b(?:back-?up|archival|archive|only|solely)\b|\b(?:one|a single|1) (?:\(1\) )?(?:back-?up|archival) copy\b|\b(?:on|to|by|for) (?:only )?(?:one|a single) (?:\(1\) )?(?:computer|machine|device|cpu|workstation|user|site)\b|\bone copy of the (?:software|program|sdk)\b/,
    example: 'you may make one copy of the Software solely for backup purposes',
    from: 'EULAs',
  },
  {
    code: 'confidential',
    pattern:
      /\bconfidential(?:ity)? (?:and|&|property|information|materials?|proprietary)|\bproprietary (?:and|&|or) confidential\b|\bproprietary\/confidential\b|\b(?:company|strictly|highly|internal|corporation|inc|ltd|corp) confidential\b|\b(?:contains?|constitutes?|is|are|valuable|protected as) (?:[\w-]+ ){0,4}trade secrets?\b|\bnon-?disclosure agreement\b/,
    example: 'Proprietary and confidential',
    from: 'proprietary file headers',
  },
  {
    code: 'confidential',
    pattern:
      /\b(?:is|are|contains?|constitutes?|remains?) (?:(?:an?|the|our|its|their|company|and|trade|secrets?|unpublished|valuable|strictly|highly|unsupported|[\w-]+'s?) ){0,4}(?:confidential|proprietary)(?! (?:notices?|legends?|rights? notice))\b|\b(?:licensed|released|distributed|provided|covered|governed)\b[^.;\n]{0,30}\bunder (?:a|the|its|our|their|\w+) (?:\w+ )?proprietary\b|\(proprietary\)/,
    example: 'This file contains proprietary information of the vendor',
    from: 'proprietary file headers',
  },
  {
    code: 'restricted-grant',
    pattern:
      /\bend[- ]user (?:software )?licen[sc]e\b|\beula\b|\bby (?:downloading|installing|clicking|opening|accessing|copying|using|completing)\b[^.;\n]{0,140}\byou (?:\w+ ){0,4}(?:agree|accept|agreeing|accepting|consent)\b|\bdo not (?:install|download|copy|access)[^.;\n]{0,20}(?:, \w+)?[^.;\n]{0,20}\buse the\b/,
    example: 'By installing or using the software, you agree to be bound by this agreement',
    from: 'EULAs',
  },
  {
    code: 'restricted-grant',
    pattern:
      /\bnon-?transferable\b|\blicensed,? (?:and )?not sold\b|\bnot (?:\w+,? (?:or )?){0,3}(?:rent|lease|loan|sublease)\b|\bnon-?(?:assignable|sub-?licen[sc]e?able)\b|\b(?:executed|signed|separate|written) (?:software )?licen[sc]e agreement\b|\bcommercial licen[sc]e (?:agreement|is required|required)|\bunder (?:a|the|an?y?) (?:valid |separate )?commercial licen[sc]e\b|\b(?:requires?|needs?|obtain|purchase|acquire|buy) (?:a|an) (?:\w+ )?commercial licen[sc]e\b|\byou have no rights? to use\b|\bno (?:other |further )?rights? to [^.;\n]{0,100}\b(?:is|are) granted\b|\bwithout the (?:right|express|prior written) (?:to sublicen[sc]e|(?:written )?(?:permission|consent) of [^.;\n]{0,60}(?:copy|use|reproduc|distribut|disclos))/,
    example: 'used with an Example product under a Commercial License',
    from: 'dual-licensed products, EULAs',
  },
  {
    code: 'no-grant',
    pattern:
      /\bno licen[sc]es?,? (?:\(?express or implied,?[^.;\n]{0,40} )?(?:to|under) any (?:\w+ )?(?:intellectual property|copyrights?|patents?, copyrights?)\b/,
    example:
      'No license, express or implied, by estoppel or otherwise, to any intellectual property rights is granted herein',
    from: 'file headers of Intel',
  },
]
