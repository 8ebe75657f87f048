import type { Source } from '../identify/prepare.ts'

const notice = (id: string, text: string): Source => ({ ids: [id], kind: 'notice', names: [], text })

/** "How to apply" of each GNU licence, from gnu.org/licenses; the subject ("This program") is left to vary. */
const GNU: readonly (readonly [id: string, name: string, version: string])[] = [
  ['GPL-1.0', 'GNU General Public License', '1'],
  ['GPL-2.0', 'GNU General Public License', '2'],
  ['GPL-3.0', 'GNU General Public License', '3'],
  ['LGPL-2.0', 'GNU Library General Public License', '2'],
  ['LGPL-2.1', 'GNU Lesser General Public License', '2.1'],
  ['LGPL-3.0', 'GNU Lesser General Public License', '3'],
  ['AGPL-3.0', 'GNU Affero General Public License', '3'],
]

const gnuNotices = GNU.flatMap(([id, name, version]): Source[] => {
  const grant = `is free software; you can redistribute it and/or modify it under the terms of the ${name}`
  const by = 'as published by the Free Software Foundation'
  const received = (thing: string) => `

You should have received a copy of the ${name} along with this ${thing}; if not, write to the Free Software Foundation,
Inc., 51 Franklin Street, Fifth Floor, Boston, MA 02110-1301, USA.`
  const receivedLink = (thing: string) => `

You should have received a copy of the ${name} along with this ${thing}. If not, see <https://www.gnu.org/licenses/>.`
  const disclaimer = (thing: string) => `

This ${thing} is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied
warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the ${name} for more details.`
  const later = [
    `${grant} ${by}; either version ${version} of the License, or (at your option) any later version.`,
    `${grant} version ${version} or later ${by}.`,
  ]
  const only = [
    `${grant} ${by}; version ${version} of the License.`,
    `${grant} ${by}; only version ${version} of the License.`,
    `${grant} version ${version} ${by}.`,
    `${grant} version ${version} only, ${by}.`,
    `This software is licensed under the terms of the ${name} version ${version}, ${by}, and may be copied, distributed, and modified under those terms.`,
  ]
  const dress = (texts: readonly string[], suffix: string) =>
    texts.flatMap((text) => [
      notice(`${id}-${suffix}`, text),
      ...['program', 'library'].flatMap((thing) =>
        ['', received(thing), receivedLink(thing)].map((end) =>
          notice(`${id}-${suffix}`, text + disclaimer(thing) + end),
        ),
      ),
    ])
  // Where the subject stands amid the sentence ("You can redistribute U-Boot and/or modify it"), only its end is the same.
  const bare = notice(`${id}-only`, `under the terms of version ${version} of the ${name} ${by}.`)
  return [bare, ...dress(later, 'or-later'), ...dress(only, 'only')]
})

/** Drivers that may be used in the kernel and elsewhere: the notice before a BSD text, and those behind one. */
const DUAL: readonly Source[] = [
  notice(
    'GPL-2.0-only',
    `This software is available to you under a choice of one of two licenses. You may choose to be licensed under the terms
of the GNU General Public License (GPL) Version 2, available from the file COPYING in the main directory of this source
tree, or the OpenIB.org BSD license below:`,
  ),
  ...['software', 'product', 'file'].map((thing) =>
    notice(
      'GPL-2.0-only',
      `Alternatively, this ${thing} may be distributed under the terms of the GNU General Public License ("GPL") version 2 as
published by the Free Software Foundation.`,
    ),
  ),
  ...['software', 'product', 'file'].map((thing) =>
    notice(
      'GPL-2.0-or-later',
      `Alternatively, this ${thing} may be distributed under the terms of the GNU General Public License ("GPL") as published
by the Free Software Foundation, either version 2 of that License or (at your option) any later version.`,
    ),
  ),
]

export const NOTICES: readonly Source[] = [
  ...gnuNotices,
  ...DUAL,
  // As HashiCorp's and others' tools write it, after the notice of the Apache License.
  notice(
    'MPL-2.0',
    `Licensed under the Mozilla Public License, Version 2.0 (the "License"); you may not use this file except in compliance with the License. You may
obtain a copy of the License at http://mozilla.org/MPL/2.0/ Unless required by applicable law or agreed to in writing,
software distributed under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND,
either express or implied. See the License for the specific language governing permissions and limitations under the
License.`,
  ),
  // The boilerplate of the Apache License's appendix.
  ...['You may obtain a copy of the License at', 'A copy of the License is located at', null].map((where) =>
    notice(
      'Apache-2.0',
      `Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with
the License. ${where === null ? '' : `${where} http://www.apache.org/licenses/LICENSE-2.0 `}Unless required by applicable law or agreed to in
writing, software distributed under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF
ANY KIND, either express or implied. See the License for the specific language governing permissions and limitations
under the License.`,
    ),
  ),
  // The same words for licences that have none of their own (Tencent, Samsung and others).
  ...[
    ['BSD-3-Clause', 'BSD 3-Clause License', 'https://opensource.org/licenses/BSD-3-Clause'],
    ['MIT', 'MIT License', 'https://opensource.org/licenses/MIT'],
  ].map(([id = '', name, where]) =>
    notice(
      id,
      `Licensed under the ${name} (the "License"); you may not use this file except in compliance with the License. You may
obtain a copy of the License at ${where} Unless required by applicable law or agreed to in writing, software distributed
under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or
implied. See the License for the specific language governing permissions and limitations under the License.`,
    ),
  ),
  notice(
    'Apache-2.0',
    `Licensed to the Apache Software Foundation (ASF) under one or more contributor license agreements. See the NOTICE
file distributed with this work for additional information regarding copyright ownership. The ASF licenses this file to
you under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the
License. You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0 Unless required by applicable
law or agreed to in writing, software distributed under the License is distributed on an "AS IS" BASIS, WITHOUT
WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific language governing
permissions and limitations under the License.`,
  ),
  // aws.amazon.com/apache2.0.
  notice(
    'Apache-2.0',
    `Licensed under the Apache License, Version 2.0 (the "License"). You may not use this file except in compliance with
the License. A copy of the License is located at http://aws.amazon.com/apache2.0/ or in the "license" file accompanying
this file. This file is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or
implied. See the License for the specific language governing permissions and limitations under the License.`,
  ),
  // Exhibit A of the MPL 2.0.
  notice(
    'MPL-2.0',
    `This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not
distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.`,
  ),
]
