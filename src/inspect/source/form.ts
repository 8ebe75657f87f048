import type { BinaryKind } from '../../core/evidence/source.ts'
import { elfForm } from './elf.ts'
import { extensionOf } from './languages.ts'

/** What a file holds by its first bytes; `data` is known to be none of ours: pictures, fonts, models, archives. */
export type Form =
  | { readonly kind: Exclude<BinaryKind, 'array' | 'pointer'>; readonly form: string }
  | { readonly kind: 'data' | 'archive'; readonly form: string }

/**
 * Told by magic bytes. null: nothing that is known. The name counts only where the bytes leave it open, as a jar is a
 * zip, and some firmware has no mark of its own.
 *
 * Source: the formats' own specifications, with the numbers of file(1)'s magic database.
 */
export const formOf = (bytes: Uint8Array, path: string): Form | null => {
  if (bytes.length < 4) return null
  const first = BY_FIRST_BYTE.get(bytes[0])?.find(([magic]) => startsWith(bytes, magic))
  return first === undefined ? null : first[1](bytes, extensionOf(path).toLowerCase(), path)
}

type Make = (bytes: Uint8Array, extension: string, path: string) => Form | null

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.length <= bytes.length && magic.every((byte, at) => bytes[at] === byte)

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0))

const is =
  (kind: Form['kind'], form: string): Make =>
  () => ({ kind, form })

const u32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, false)

/** A fat Mach-O and a Java class begin alike; the one has few parts, the other a version from 45 on. */
const cafeBabe: Make = (bytes) =>
  bytes.length >= 8 && u32(bytes, 4) >= 45
    ? { kind: 'library', form: 'Java class' }
    : { kind: 'library', form: 'Mach-O, several machines' }

const machO: Make = (bytes) => {
  const type = bytes.length >= 16 ? (bytes[12] ?? 0) : 0
  return type === 2 ? { kind: 'program', form: 'Mach-O program' } : { kind: 'library', form: 'Mach-O library' }
}

const pe: Make = (bytes, extension) => {
  if (bytes.length < 64) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = view.getUint32(60, true)
  if (header + 24 > bytes.length)
    return header < 0x10000 && bytes[1] === 0x5a ? { kind: 'program', form: 'DOS or Windows program' } : null
  if (view.getUint32(header, true) !== 0x4550) return null
  const isLibrary = (view.getUint16(header + 22, true) & 0x2000) !== 0 || extension === 'sys'
  return isLibrary ? { kind: 'library', form: 'Windows library' } : { kind: 'program', form: 'Windows program' }
}

const MEMBER = 60

/** A static library where one of its members, as far as they are here, is object code. */
const ar: Make = (bytes, extension) => {
  const decoder = new TextDecoder('latin1')
  let at = 8
  for (let members = 0; members < 64 && at + MEMBER + 4 <= bytes.length; members += 1) {
    const name = decoder.decode(bytes.subarray(at, at + 16)).trim()
    const size = Number.parseInt(decoder.decode(bytes.subarray(at + 48, at + 58)), 10)
    if (!Number.isSafeInteger(size) || size < 0) break
    if (name === 'debian-binary') return { kind: 'library', form: 'Debian package' }
    // BSD keeps long names in front of the content.
    const extra = name.startsWith('#1/') ? Number.parseInt(name.slice(3), 10) : 0
    const object = objectForm(
      bytes.subarray(at + MEMBER + (Number.isSafeInteger(extra) && extra > 0 ? extra : 0)),
      name,
    )
    if (object !== null)
      return { kind: object.kind === 'device' ? 'device' : 'library', form: `static library of ${object.form}` }
    at += MEMBER + size + (size % 2)
  }
  // The index of symbols alone can be longer than what is read.
  const hasIndex = bytes.length > 24 && (bytes[8] === 0x2f || bytes[8] === 0x5f || bytes[8] === 0x23)
  return hasIndex && /^(?:a|lib)$/.test(extension) && bytes.length > MEMBER + 8
    ? { kind: 'library', form: 'static library' }
    : { kind: 'archive', form: 'ar archive' }
}

const objectForm = (bytes: Uint8Array, name: string): Form | null => {
  if (startsWith(bytes, ascii('\x7fELF'))) return elfForm(bytes, name)
  if (startsWith(bytes, [0xcf, 0xfa, 0xed, 0xfe]) || startsWith(bytes, [0xce, 0xfa, 0xed, 0xfe]))
    return { kind: 'library', form: 'Mach-O' }
  if (startsWith(bytes, [0x42, 0x43, 0xc0, 0xde])) return { kind: 'library', form: 'LLVM bitcode' }
  // COFF: a machine that Windows has.
  const machine = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8)
  return bytes.length > 20 && [0x14c, 0x8664, 0xaa64, 0x1c4].includes(machine)
    ? { kind: 'library', form: 'COFF' }
    : null
}

const zip: Make = (_, extension) => {
  switch (extension) {
    case 'jar':
    case 'aar':
      return { kind: 'library', form: 'Java archive' }
    case 'apk':
      return { kind: 'program', form: 'Android package' }
    case 'whl':
      return { kind: 'library', form: 'Python wheel' }
    case 'nupkg':
    case 'vsix':
      return { kind: 'library', form: 'package' }
    case 'zip':
      return { kind: 'archive', form: 'zip archive' }
    default:
      return { kind: 'data', form: 'zip' }
  }
}

const MAGICS: readonly (readonly [readonly number[], Make])[] = [
  [ascii('\x7fELF'), (bytes, _, path) => elfForm(bytes, path)],
  [ascii('!<arch>\n'), ar],
  [ascii('!<thin>\n'), is('archive', 'thin archive')],
  [ascii('MZ'), pe],
  [[0xfe, 0xed, 0xfa, 0xce], machO],
  [[0xfe, 0xed, 0xfa, 0xcf], machO],
  [[0xce, 0xfa, 0xed, 0xfe], machO],
  [[0xcf, 0xfa, 0xed, 0xfe], machO],
  [[0xca, 0xfe, 0xba, 0xbe], cafeBabe],
  [ascii('\0asm'), is('program', 'WebAssembly')],
  [ascii('dex\n03'), is('library', 'Dalvik code')],
  [[0x42, 0x43, 0xc0, 0xde], is('library', 'LLVM bitcode')],
  [[0xde, 0xc0, 0x17, 0x0b], is('library', 'LLVM bitcode')],
  [[0x03, 0x02, 0x23, 0x07], is('device', 'SPIR-V module')],
  [[0x07, 0x23, 0x02, 0x03], is('device', 'SPIR-V module')],
  [[0x50, 0xed, 0x55, 0xba], is('device', 'CUDA fat binary')],
  [ascii('__CLANG_OFFLOAD_BUNDLE__'), is('device', 'offload bundle')],
  [ascii('xclbin2\0'), is('device', 'FPGA or NPU container (xclbin)')],
  [[0x27, 0x05, 0x19, 0x56], is('device', 'U-Boot image')],
  [ascii('ANDROID!'), is('device', 'Android boot image')],
  [ascii('RKNN'), is('data', 'model')],
  [ascii('MSCF'), is('archive', 'cabinet')],
  [ascii('PK\x03\x04'), zip],
  [[0x1f, 0x8b], is('archive', 'gzip archive')],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], is('archive', 'xz archive')],
  [ascii('BZh'), is('archive', 'bzip2 archive')],
  [[0x28, 0xb5, 0x2f, 0xfd], is('archive', 'zstd archive')],
  [ascii('7z\xbc\xaf'), is('archive', '7z archive')],
  [ascii('Rar!'), is('archive', 'rar archive')],
  [[0xed, 0xab, 0xee, 0xdb], is('library', 'RPM package')],
  [[0x89, 0x50, 0x4e, 0x47], is('data', 'picture')],
  [[0xff, 0xd8, 0xff], is('data', 'picture')],
  [ascii('GIF8'), is('data', 'picture')],
  [ascii('BM'), is('data', 'picture')],
  [ascii('%PDF'), is('data', 'document')],
  [ascii('RIFF'), is('data', 'media')],
  [ascii('OggS'), is('data', 'media')],
  [ascii('ID3'), is('data', 'media')],
  [ascii('\0\0\x01\0'), is('data', 'picture')],
  [ascii('SQLite format 3'), is('data', 'database')],
  [ascii('\x93NUMPY'), is('data', 'array of numbers')],
  [[0xd0, 0xcf, 0x11, 0xe0], is('data', 'document')],
  [[0xd0, 0x0d, 0xfe, 0xed], is('data', 'device tree')],
  [ascii('wOFF'), is('data', 'font')],
  [ascii('wOF2'), is('data', 'font')],
  [ascii('OTTO'), is('data', 'font')],
]

const BY_FIRST_BYTE: ReadonlyMap<number | undefined, typeof MAGICS> = Map.groupBy(MAGICS, ([magic]) => magic[0])
