import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import mit from 'spdx-license-list/licenses/MIT.json' with { type: 'json' }
import { pack } from 'tar-stream'
import { seededRandom } from '../licenses/random.ts'

export type Archive = { readonly files: number; readonly bytes: number }

/** Writes an archive as a forge would: so many files of C beneath one directory, so many bytes in all, and a licence. */
export const generate = async (path: string, { files, bytes }: Archive): Promise<void> => {
  const random = seededRandom(1)
  const texts = Array.from({ length: TEXTS }, (_, at) => source(random, Math.round(bytes / files), at % NAMING === 0))
  const archive = pack()
  const written = pipeline(archive, createGzip(), createWriteStream(path))
  const add = (name: string, text: string | Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      archive.entry({ name: `example-npu-0123abc/${name}` }, text, (error) => (error ? reject(error) : resolve()))
    })
  await add('LICENSE', mit.licenseText)
  await add('CMakeLists.txt', 'project(npu)\nadd_library(npu src/0/0.c)\ntarget_link_libraries(npu drm)\n')
  for (let at = 0; at < files; at += 1) {
    await add(`src/${Math.floor(at / A_DIRECTORY)}/${at}.c`, texts[Math.floor(random() * TEXTS)] ?? '')
  }
  archive.finalize()
  await written
}

/** Different enough that packing takes as long as with real ones: a repetition is too far away for gzip to see. */
const TEXTS = 400
const A_DIRECTORY = 200
/** One of so many files names the device and the uAPI that are looked for. */
const NAMING = 50

const WORDS =
  'static int struct return if else for while device buffer queue submit wait fence ioctl handle map write read status error flags context memory address offset length size index kernel command ring'.split(
    ' ',
  )

const source = (random: () => number, length: number, names: boolean): Buffer => {
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? ''
  const parts = ['/* SPDX-License-Identifier: MIT */\n#include <stdint.h>\n#include <string.h>\n\n']
  for (let size = 0; size < length;) {
    const line = `\t${word()} ${word()}_${Math.floor(random() * 1000)} = ${word()}(${word()}->${word()}, ${Math.floor(random() * 1e6)});\n`
    parts.push(line)
    size += line.length
  }
  if (names) parts.splice(1, 0, '\tioctl(fd, DRM_IOCTL_NPU_SUBMIT, &submit); /* npu100 */\n')
  return Buffer.from(parts.join('')).subarray(0, length)
}
