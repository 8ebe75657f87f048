import type { Source } from '../identify/prepare.ts'
import { NAMES } from './names.ts'

/** Wordings in use that are the same licence, from the texts that SPDX publishes: each replaces words of one of them. */
type Variant = { readonly id: string; readonly replace: readonly (readonly [from: RegExp, to: string])[] }

const NAMED = /Neither the name of the copyright holder nor the names of its contributors may be used/

const CREATIVE_COMMONS = ['CC-BY-4.0', 'CC-BY-SA-4.0']

export const VARIANTS: readonly Variant[] = [
  // Mesa, libdrm, Wayland: "(including the next paragraph)".
  {
    id: 'MIT',
    replace: [[/this permission notice shall be/, 'this permission notice (including the next paragraph) shall be']],
  },
  // The X.org and Boehm wording: "The name of the author may not be used", in three ways.
  { id: 'BSD-3-Clause', replace: [[NAMED, 'The name of the author may not be used']] },
  { id: 'BSD-3-Clause', replace: [[NAMED, 'The names of the authors may not be used']] },
  { id: 'BSD-3-Clause', replace: [[NAMED, 'The names of its contributors may not be used']] },
  // JCraft and others: nobody is named in the first half of the disclaimer.
  {
    id: 'BSD-3-Clause',
    replace: [
      [NAMED, 'The names of the authors may not be used'],
      [
        /PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR/,
        'PROVIDED "AS IS" AND ANY EXPRESSED OR',
      ],
      [/THE COPYRIGHT HOLDER OR CONTRIBUTORS BE/, 'THE COPYRIGHT HOLDER OR ANY CONTRIBUTORS TO THIS SOFTWARE BE'],
    ],
  },
  // bcm43xx's tools and others: the disclaimer names nobody in its first half.
  ...['BSD-2-Clause', 'BSD-3-Clause'].map((id): Variant => ({
    id,
    replace: [[/PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"/, 'PROVIDED "AS IS"']],
  })),
  // Berkeley's RISC-V projects: the disclaimer is that of the university's older notices.
  {
    id: 'BSD-3-Clause',
    replace: [
      [
        /THIS SOFTWARE IS PROVIDED BY[\s\S]*$/,
        `IN NO EVENT SHALL REGENTS BE LIABLE TO ANY PARTY FOR DIRECT, INDIRECT, SPECIAL, INCIDENTAL, OR CONSEQUENTIAL DAMAGES,
INCLUDING LOST PROFITS, ARISING OUT OF THE USE OF THIS SOFTWARE AND ITS DOCUMENTATION, EVEN IF REGENTS HAS BEEN ADVISED OF
THE POSSIBILITY OF SUCH DAMAGE.

REGENTS SPECIFICALLY DISCLAIMS ANY WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS FOR A PARTICULAR PURPOSE. THE SOFTWARE AND ACCOMPANYING DOCUMENTATION, IF ANY, PROVIDED HEREUNDER IS PROVIDED "AS
IS". REGENTS HAS NO OBLIGATION TO PROVIDE MAINTENANCE, SUPPORT, UPDATES, ENHANCEMENTS, OR MODIFICATIONS.`,
      ],
    ],
  },
  // Files of the kernel and U-Boot that are dual-licensed.
  {
    id: 'BSD-3-Clause',
    replace: [
      [NAMED, 'The names of the above-listed copyright holders may not be used'],
      [/the following disclaimer\.(?=\s+2)/, 'the following disclaimer, without modification.'],
    ],
  },
  // Qualcomm's, of the Linux Foundation's time.
  {
    id: 'BSD-3-Clause',
    replace: [
      [/PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"/, 'PROVIDED "AS IS"'],
      [
        /MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE/,
        'MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NON-INFRINGEMENT ARE',
      ],
    ],
  },
  // Flask and its kin.
  {
    id: 'BSD-3-Clause',
    replace: [
      [/source and binary forms, with/, 'source and binary forms of the software as well as documentation, with'],
      [NAMED, 'The names of the contributors may not be used'],
      [/THIS SOFTWARE IS PROVIDED/, 'THIS SOFTWARE AND DOCUMENTATION IS PROVIDED'],
      [/USE OF THIS SOFTWARE, EVEN/, 'USE OF THIS SOFTWARE AND DOCUMENTATION, EVEN'],
    ],
  },
  // CMake's modules of KDE: "the copyright notice", and the author's name.
  {
    id: 'BSD-3-Clause',
    replace: [
      [/retain the above copyright notice/, 'retain the copyright notice'],
      [/reproduce the above copyright notice/, 'reproduce the copyright notice'],
      [NAMED, 'The name of the author may not be used'],
    ],
  },
  // The Khronos headers.
  {
    id: 'MIT',
    replace: [
      [
        /this\s+software\s+and\s+associated\s+documentation\s+files\s+\(the\s+["“]Software["”]\)/,
        'this software and/or associated documentation files (the "Materials")',
      ],
      [/THE SOFTWARE IS PROVIDED/, 'THE MATERIALS ARE PROVIDED'],
      [/to\s+whom\s+the\s+Software\s+is/, 'to whom the Materials are'],
      [/THE SOFTWARE/g, 'THE MATERIALS'],
      [/the Software/g, 'the Materials'],
    ],
  },
  // libclc, and others before the LLVM project named its team.
  {
    id: 'NCSA',
    replace: [
      [/Developed by:[\s\S]*?(?=Permission is hereby)/, ''],
      [/Neither the names of [\s\S]*?may be used/, 'The names of the contributors may not be used'],
    ],
  },
  // SPDX prints the text of the library without the sentences about it.
  {
    id: 'bzip2-1.0.6',
    replace: [
      [/^This program, "bzip2"[^\n]*\n/, ''],
      [/\n\s*Julian Seward, jseward[^\n]*\s*$/, ''],
    ],
  },
  // LLVM's own, as it names itself.
  {
    id: 'NCSA',
    replace: [
      [
        /<Name of Development Group> <Name of Institution> <URL for Development Group\/Institution>/,
        'LLVM Team University of Illinois at Urbana-Champaign http://llvm.org',
      ],
      [/<Name of Development Group, Name of Institution>/, 'the LLVM Team, University of Illinois at Urbana-Champaign'],
    ],
  },
  // LLVM before it changed its licence, and its forks: the list of programs varies with the release.
  {
    id: 'NCSA',
    replace: [
      [
        /<Name of Development Group> <Name of Institution> <URL for Development Group\/Institution>/,
        'LLVM Team University of Illinois at Urbana-Champaign http://llvm.org',
      ],
      [/<Name of Development Group, Name of Institution>/, 'the LLVM Team, University of Illinois at Urbana-Champaign'],
      [
        /\s*$/,
        `

==============================================================================
Copyrights and Licenses for Third Party Software Distributed with LLVM:
==============================================================================
The LLVM software contains code written by third parties. Such software will have its own individual LICENSE.TXT file in the
directory in which it appears. This file will describe the copyrights, license, and restrictions which apply to that code.

The disclaimer of warranty in the University of Illinois Open Source License applies to all code in the LLVM Distribution,
and nothing in any of the other licenses gives permission to use the names of the LLVM Team or the University of Illinois to
endorse or promote products derived from this Software.

The following pieces of software have additional or alternate copyrights, licenses, and/or restrictions:

Program             Directory
-------             ---------
Autoconf            llvm/autoconf
                    llvm/projects/ModuleMaker/autoconf
Google Test         llvm/utils/unittest/googletest
OpenBSD regex       llvm/lib/Support/{reg*, COPYRIGHT.regex}
pyyaml tests        llvm/test/YAMLParser/{*.data, LICENSE.TXT}
ARM contributions   llvm/lib/Target/ARM/LICENSE.TXT
md5 contributions   llvm/lib/Support/MD5.cpp llvm/include/llvm/Support/MD5.h
`,
      ],
    ],
  },
  // mozilla.org's text, where SPDX spells the range out.
  { id: 'MPL-1.1', replace: [[/Sections 3\.1, 3\.2, 3\.3, 3\.4 and 3\.5/, 'Section 3.1-3.5']] },
  // fb55's packages: "software" left out twice.
  {
    id: 'BSD-2-Clause',
    replace: [
      [/THIS SOFTWARE IS PROVIDED/, 'THIS IS PROVIDED'],
      [/USE OF THIS SOFTWARE, EVEN/, 'USE OF THIS, EVEN'],
    ],
  },
  // opensource.org and choosealicense.com, where everyone fills in a name.
  {
    id: 'PostgreSQL',
    replace: [
      [/^[\s\S]*?(?=Permission to use)/, 'PostgreSQL License\n\n'],
      [/THE UNIVERSITY OF CALIFORNIA/g, '<COPYRIGHT HOLDER>'],
    ],
  },
  // legalcode.txt of creativecommons.org.
  ...CREATIVE_COMMONS.map((id): Variant => ({
    id,
    replace: [
      [
        /More considerations for licensors\./,
        'More considerations for licensors: wiki.creativecommons.org/Considerations_for_licensors',
      ],
      [
        /More considerations for the public\./,
        'More considerations for the public: wiki.creativecommons.org/Considerations_for_licensees',
      ],
      [
        /considered the [“"]Licensor\.[”"]/,
        'considered the “Licensor.” The text of the Creative Commons public licenses is dedicated to the public domain under the CC0 Public Domain Dedication.',
      ],
      [/\bc\.(\s+For the avoidance of doubt, this Section)/, '$1'],
      [/\bd\.(\s+For the avoidance of doubt, the Licensor may also)/, 'c.$1'],
      [/\be\.(\s+Sections 1, 5)/, 'd.$1'],
      [/^Creative Commons (?=Attribution)/, ''],
    ],
  })),
  // Printed by the FSF since it gave up its office.
  ...['GPL-1.0-only', 'GPL-2.0-only', 'LGPL-2.0-only', 'LGPL-2.1-only'].map((id): Variant => ({
    id,
    replace: [
      [
        /if not, write\s+to the Free Software\s+Foundation, Inc\., [^\n]{0,80}US?A?(?=\.?\s+Also add)/,
        'if not, see <https://www.gnu.org/licenses/>',
      ],
      ...(id === 'GPL-2.0-only' ? [[/Copyright \(C\) yyyy name/, 'Copyright (C) <year> <name'] as const] : []),
    ],
  })),
  // Without its headings, in fields of Debian's form.
  { id: 'CC0-1.0', replace: [[/^[\s\S]*?Statement of Purpose/, '']] },
  // SPDX's own since it leaves the second title out.
  {
    id: 'LGPL-2.1-only',
    replace: [[/GNU LESSER GENERAL PUBLIC LICENSE\s+(?=TERMS AND CONDITIONS)/, '']],
  },
  {
    id: 'HPND-sell-variant',
    replace: [
      [/^Copyright 1993[^\n]*\n/, ''],
      [/both that copyright/, 'both that the copyright'],
      [/the name of OpenVision/, 'the name of <copyright holder> <or related entities>'],
      [/OpenVision/gi, '<copyright holder>'],
    ],
  },
  // beignet, where "version 2" was once replaced.
  { id: 'LGPL-2.1-only', replace: [[/(?<=[vV]ersion\s+)2(?!\.)/g, '2.1']] },
  // Printed by the FSF until 2009.
  { id: 'GPL-2.0-only', replace: [[/covered by the GNU Lesser General/, 'covered by the GNU Library General']] },
]

/** The texts of the variants, made from those that SPDX publishes. */
export const variantSources = (textOf: (id: string) => string): Source[] =>
  VARIANTS.map(({ id, replace }) => ({
    ids: [id],
    kind: 'license',
    names: NAMES[id] ?? [],
    text: replace.reduce((text, [from, to]) => text.replace(from, to), textOf(id)),
  }))
