import type { Source } from '../identify/prepare.ts'

const aside = (text: string): Source => ({ ids: [], kind: 'aside', names: [], text })

/** Words beside a licence that neither grant nor take anything. */
export const ASIDES: readonly Source[] = [
  // The ends of "How to Apply These Terms", which SPDX leaves out.
  ...['General Public License', 'Lesser General Public License', 'Library General Public License'].map((name) =>
    aside(`This ${name} does not permit incorporating your program into proprietary programs. If your program is a
subroutine library, you may consider it more useful to permit linking proprietary applications with the library. If this
is what you want to do, use the GNU Lesser General Public License instead of this License.`),
  ),
  aside(`You should also get your employer (if you work as a programmer) or your school, if any, to sign a "copyright
disclaimer" for the program, if necessary. Here is a sample; alter the names:`),
  // The head of the Open Font License's own template.
  aside(`This Font Software is licensed under the SIL Open Font License, Version 1.1. This license is copied below, and is
also available with a FAQ at: http://scripts.sil.org/OFL`),
  aside(`This Font Software is licensed under the SIL Open Font License, Version 1.1. This license is copied below, and is
also available with a FAQ at: https://openfontlicense.org`),
  // pexpect, ptyprocess.
  aside('This license is approved by the OSI and FSF as GPL-compatible.'),
  // LICENSE.TXT of the LLVM project.
  aside('The LLVM Project is under the Apache License v2.0 with LLVM Exceptions:'),
  aside('LLVM Exceptions to the Apache 2.0 License'),
  aside('LLVM is under the Apache License v2.0 with LLVM Exceptions'),
  aside(`Software from third parties included in the LLVM Project:
The LLVM Project contains third party software which is under different license
terms. All such code will be identified clearly using at least one of two
mechanisms:
1) It will be in a separate directory tree with its own LICENSE.txt or
   LICENSE file at the top containing the specific license and restrictions
   which apply to that software, or
2) It will contain specific license and restriction terms at the top of every
   file.`),
  ...[
    'compiler_rt library is',
    '<name> library is',
    '<name> software is',
    'software contained in this directory tree is',
  ].flatMap((subject) =>
    ['Full text of the', 'The full text of the', 'Full text of'].map((text) =>
      aside(`The ${subject} dual licensed under both the University of Illinois "BSD-Like" license and the MIT license.
As a user of this code you may choose to use it under either license. As a contributor, you agree to allow your code to be
used under both. ${text} relevant licenses is included below.`),
    ),
  ),
  // COPYING of X.org's and Wayland's libraries.
  aside(`The above is the version of the MIT "Expat" License used by X.org:

http://cgit.freedesktop.org/xorg/xserver/tree/COPYING`),
  aside('Legacy LLVM License (https://llvm.org/docs/DeveloperPolicy.html#legacy):'),
  // LICENSE_understanding.txt of Tenstorrent's repositories: about hardware, and nothing of the software.
  aside(`For the avoidance of doubt, this software assists in programming Tenstorrent products.

However, making, using, or selling hardware, models, or IP may require the license of rights (such as patent rights) from
Tenstorrent or others.`),
  // Libraries that took nginx's red-black tree; they name it above its licence.
  aside('This product contains software provided by Nginx, Inc. and its contributors.'),
  // Arm's kernel drivers: the GPL's own offer, and that its terms are to be accepted.
  ...['ETHOS-N NPUS', 'MALI GPUS'].map((subject) =>
    aside(`LICENCE AGREEMENT FOR ${subject} LINUX KERNEL DEVICE DRIVERS SOURCE CODE

THE USE OF THE SOFTWARE ACCOMPANYING THIS DOCUMENT IS EXPRESSLY SUBJECT TO THE TERMS OF THE GNU GENERAL PUBLIC LICENSE VERSION
2 AS PUBLISHED BY THE FREE SOFTWARE FOUNDATION AND SET OUT BELOW FOR REFERENCE (?GPL LICENCE?). ARM IS ONLY WILLING TO
DISTRIBUTE THE SOFTWARE TO YOU ON CONDITION THAT YOU ACCEPT ALL OF THE TERMS IN THE GPL LICENCE PRIOR TO MODIFYING OR
DISTRIBUTING THE SOFTWARE.

Further for the period of three (3) years, ARM hereby offers to make available the source code of any part of the software
program that is supplied as object code or in executable form.

GPL Licence`),
  ),
]
