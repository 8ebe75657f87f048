import type { Binary } from '../../core/evidence/source.ts'
import type { Content, Entry } from '../inspector.ts'
import { arrayForm } from './array.ts'
import { formOf } from './form.ts'
import { extensionOf, languageOf } from './languages.ts'
import { DATA_EXTENSIONS, entropy, LEAST_OPAQUE_BYTES, OPAQUE_BITS } from './opaque.ts'

type Told = Pick<Binary, 'kind' | 'form' | 'bytes'>

/** What binary a file is; null for text, data and what is too small to matter. */
export const binaryOf = ({ path, bytes }: Entry, content: Content | null): Told | null => {
  const extension = extensionOf(path).toLowerCase()
  // Written by Gradle for every project that uses it, and read by its own check.
  if (path.endsWith('gradle/wrapper/gradle-wrapper.jar')) return null
  if (content === null) return byName(path, extension, bytes)
  const form = formOf(content.bytes, path)
  if (form !== null) {
    if (form.kind === 'data') return null
    if (form.kind !== 'archive') return { kind: form.kind, form: form.form, bytes }
    return bytes >= LEAST_ARCHIVE_BYTES && !DATA_EXTENSIONS.has(extension)
      ? { kind: 'blob', form: form.form, bytes }
      : null
  }
  const text = content.text()
  return text === null ? opaque(path, extension, bytes, content.bytes) : written(path, extension, bytes, text)
}

const LEAST_ARCHIVE_BYTES = 64 * 1024

/** Of a file whose content can't be had here, the name alone. */
const byName = (path: string, extension: string, bytes: number): Told | null => {
  const form = 'by its name, as its content could not be had'
  if (/\.so(?:\.[\d.]+)?$/.test(path) || LIBRARIES.has(extension)) return { kind: 'library', form, bytes }
  return FIRMWARE.has(extension) || extension === 'bin' ? { kind: 'blob', form, bytes } : null
}

const LIBRARIES: ReadonlySet<string> = new Set('so a dll lib ko dylib o obj jar aar whl exe deb rpm'.split(' '))

/** Images that only a device runs, by the names that drivers load them by. */
const FIRMWARE: ReadonlySet<string> = new Set(
  'fw ucode mbn mdt sbin fwbundle fwpkg rom hcd nvm ri img ihex ucd pnvm tlv xclbin'.split(' '),
)

const IN_FIRMWARE = /(?:^|\/)[^/]*(?:firmware|ucode|microcode|(?:^|[/_-])fw)[^/]*\//i

const opaque = (path: string, extension: string, bytes: number, beginning: Uint8Array): Told | null => {
  if (DATA_EXTENSIONS.has(extension)) return null
  const isFirmware = FIRMWARE.has(extension) || (/^(?:bin|dat|elf|b\d\d)$/.test(extension) && IN_FIRMWARE.test(path))
  if (isFirmware && bytes >= 256) return { kind: 'device', form: 'firmware image', bytes }
  if (bytes < LEAST_OPAQUE_BYTES) return null
  const bits = entropy(beginning)
  return bits < OPAQUE_BITS ? null : { kind: 'blob', form: `opaque data, ${bits.toFixed(1)} bits a byte`, bytes }
}

const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n[\s\S]{0,200}?^size (\d{1,15})$/m

/** Binaries that are written as text. */
const written = (path: string, extension: string, bytes: number, text: string): Told | null => {
  if (bytes < 1024 && text.startsWith('version https://git-lfs.')) {
    const size = POINTER.exec(text)?.[1]
    if (DATA_EXTENSIONS.has(extension)) return null
    const isCode = LIBRARIES.has(extension) || /\.so(?:\.[\d.]+)?$/.test(path)
    return { kind: isCode ? 'pointer' : 'blob', form: 'LFS pointer', bytes: Number(size ?? bytes) }
  }
  if (/^(?:hex|ihex|mcs|srec|s19|a43)$/.test(extension) && /^(?::[0-9A-F]{10}|S0)/i.test(text) && bytes >= 1024)
    return { kind: 'device', form: text.startsWith(':') ? 'Intel HEX image' : 'S-record image', bytes }
  if (languageOf(path) === null) return null
  const array = arrayForm(text, bytes)
  return array === null ? null : { kind: 'array', form: array, bytes }
}
