import { bearsOn, chooseLicenseFiles, LARGEST_LICENSE_FILE_BYTES, type ListedFile } from '../core/license/choose.ts'
import { leadsTo } from '../core/license/leads.ts'
import type { LicenseFile } from '../core/license/license-file.ts'
import { mayHoldLicense } from '../core/license/names.ts'
import { unreadFile } from '../core/license/unread-file.ts'
import type { Inspector } from './inspector.ts'
import { tellLicense } from './tell-license.ts'

/** Of one component; telling more takes longer than a reader would look at. */
const MOST_FILES = 40
/** Of the texts that may have to be told, while nobody knows yet which of them count. */
const MOST_HELD_BYTES = 4 * 1024 * 1024
const MOST_HELD = 2000
/** Of one that a link or pointer may lead to, though its name says nothing. */
const LARGEST_LED_TO_BYTES = 64 * 1024
/** More hops than that lead nowhere that a reader would go. */
const MOST_HOPS = 2

type Held = ListedFile & {
  readonly target: string | null
  /** null where the object could not be had, or is too large. */
  readonly content: Buffer | null
}

/** Every licence file that may bear on the paths, and what these lead to. */
export const createLicenseFiles = (paths: readonly string[]): Inspector<readonly LicenseFile[]> => {
  let candidates = createHolder()
  const others = createHolder()
  let left: ListedFile | null = null
  /** Lets go of those that can't be among the chosen any more. */
  const prune = (): void => {
    const chosen = chooseLicenseFiles(candidates.all(), paths, MOST_FILES)
    left ??= chosen.left
    candidates = createHolder()
    for (const file of chosen.files) candidates.hold(file)
  }
  return {
    wants: ({ path, kind, bytes }) => {
      if (kind !== 'file') return 0
      if (bearsOn(path, paths)) return bytes <= LARGEST_LICENSE_FILE_BYTES ? bytes : 0
      return bytes <= LARGEST_LED_TO_BYTES && mayHoldLicense(path) ? bytes : 0
    },
    see: ({ path, kind, bytes, target }, content) => {
      if (kind === 'submodule') return
      const isCandidate = bearsOn(path, paths)
      if (!isCandidate && (others.isFull() || (kind === 'file' && !speaksOfLicenses(content?.bytes)))) return
      const known = kind === 'file' && content?.isWhole === true ? Buffer.from(content.bytes) : null
      const holder = isCandidate ? candidates : others
      holder.hold({ path, kind, bytes, target, content: known })
      if (isCandidate && holder.isFull()) prune()
    },
    facts: () => {
      prune()
      const held = new Map([...others.all(), ...candidates.all()].map((file) => [file.path, file]))
      const files = candidates.all().map(tellLicense)
      for (let hop = 0; hop < MOST_HOPS; hop += 1) {
        const led = leadsTo(files, paths).map((path) => held.get(path))
        files.push(...led.filter((file) => file !== undefined).map(tellLicense))
      }
      // One stands for all that are beyond the limits, as one is enough to ask for a person.
      return left === null ? files : [unreadFile(left.path, 'too-large'), ...files]
    },
  }
}

const createHolder = () => {
  const held = new Map<string, Held>()
  let bytes = 0
  return {
    hold: (file: Held): void => {
      bytes += (file.content?.length ?? 0) - (held.get(file.path)?.content?.length ?? 0)
      held.set(file.path, file)
    },
    isFull: (): boolean => bytes > MOST_HELD_BYTES || held.size > MOST_HELD,
    all: (): readonly Held[] => [...held.values()],
  }
}

const WORDS = ['icens', 'icenc', 'ICENS', 'ICENC', 'opyright', 'COPYRIGHT', 'ermission']

const speaksOfLicenses = (bytes: Uint8Array | undefined): boolean => {
  if (bytes === undefined) return false
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return WORDS.some((word) => text.includes(word))
}
