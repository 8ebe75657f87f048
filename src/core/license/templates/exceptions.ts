import type { Source } from '../identify/prepare.ts'

const exception = (id: string, text: string): Source => ({ ids: [id], kind: 'exception', names: [], text })

/** Exceptions in their own words, each from its page on spdx.org/licenses; the SPDX package has licences alone. */
export const EXCEPTIONS: readonly Source[] = [
  exception(
    'LLVM-exception',
    `As an exception, if, as a result of your compiling your source code, portions
of this Software are embedded into an Object form of such source code, you
may redistribute such embedded portions in such Object form without complying
with the conditions of Sections 4(a), 4(b) and 4(d) of the License.

In addition, if you combine or link compiled forms of this Software with
software that is licensed under the GPLv2 ("Combined Software") and if a
court of competent jurisdiction determines that the patent provision (Section
3), the indemnity provision (Section 9) or other Section of the License
conflicts with the conditions of the GPLv2, you may retroactively and
prospectively choose to deem waived or otherwise exclude such Section(s) of
the License, but only in their entirety and only with respect to the Combined
Software.`,
  ),
  ...[
    ['this file', 'this file', 'it', 'file does', 'itself'],
    ['these files', 'these files', 'them', 'files do', 'themselves'],
  ].map(([from = '', compiled = '', it = '', does = '', itself = '']) =>
    exception(
      'eCos-exception-2.0',
      `As a special exception, if other files instantiate templates or use macros or inline functions from ${from}, or you
compile ${compiled} and link ${it} with other works to produce a work based on ${from}, ${from.split(' ')[0] ?? ''} ${does} not by
${itself} cause the resulting work to be covered by the GNU General Public License. However the source code for ${from} must
still be made available in accordance with section (3) of the GNU General Public License.

This exception does not invalidate any other reasons why a work based on this file might be covered by the GNU General
Public License.`,
    ),
  ),
  exception(
    'u-boot-exception-2.0',
    `The U-Boot License Exception: Even though U-Boot in general is covered by the GPL-2.0/GPL-2.0+, this does *not* cover
the so-called "standalone" applications that use U-Boot services by means of the jump table provided by U-Boot exactly for
this purpose - this is merely considered normal use of U-Boot, and does *not* fall under the heading of "derived work".

The following files define interfaces to U-Boot:
  * include/image.h
  * include/export.h
  * arch/*/include/asm/u-boot.h
  * examples/standalone/stubs.c

Including these (unmodified) files in another file is considered normal use of U-Boot, and does *not* fall under the heading
of "derived work".
-- Wolfgang Denk`,
  ),
  exception(
    'Libtool-exception',
    `As a special exception to the GNU General Public License, if you distribute this file as part of a program or library
that is built using GNU Libtool, you may include this file under the same distribution terms that you use for the rest of
that program.`,
  ),
  exception(
    'Linux-syscall-note',
    `NOTE! This copyright does *not* cover user programs that use kernel
services by normal system calls - this is merely considered normal use
of the kernel, and does *not* fall under the heading of "derived work".
Also note that the GPL below is copyrighted by the Free Software
Foundation, but the instance of code that it refers to (the Linux
kernel) is copyrighted by me and others who actually wrote it.

Also note that the only valid version of the GPL as far as the kernel
is concerned is _this_ particular version of the license (ie v2, not
v2.2 or v3.x or whatever), unless explicitly otherwise stated.

Linus Torvalds`,
  ),
]
