import type { Binary, BinaryKind, Source, Whose } from '../core/evidence/source.ts'
import type { Count } from '../core/evidence/snapshot-facts.ts'
import type { Content, Entry, Inspector, Questions } from './inspector.ts'
import { insideOf } from './paths.ts'
import { whose } from './places.ts'
import { binaryOf } from './source/binary.ts'
import { isMadeByTool } from './source/generated.ts'
import { type Language, languageOf } from './source/languages.ts'
import { DATA_EXTENSIONS } from './source/opaque.ts'
import { extensionOf } from './source/languages.ts'

/** As much as tells machine code from a table, and a list of numbers from code. */
const SAMPLE_BYTES = 64 * 1024
const MAGIC_BYTES = 512

const MOST_FOUND = 40

/** What stands below the declared paths: source by language, and binaries by their content. */
export const createSource = ({ paths }: Pick<Questions, 'paths'>): Inspector<Source> => {
  const inside = insideOf(paths)
  const languages = new Map<string, { files: number; bytes: number }>()
  const counts = {
    headers: nothing(),
    scripts: nothing(),
    generated: nothing(),
    vendored: nothing(),
    tests: nothing(),
    kernel: nothing(),
    hosted: nothing(),
  }
  const kinds = new Map<string, { kind: BinaryKind; whose: Whose; files: number; bytes: number }>()
  let found: Binary[] = []

  const addBinary = (binary: Binary): void => {
    const key = `${binary.whose} ${binary.kind}`
    const kind = kinds.get(key) ?? { kind: binary.kind, whose: binary.whose, ...nothing() }
    add(kind, binary.bytes)
    kinds.set(key, kind)
    found.push(binary)
    if (found.length > 4 * MOST_FOUND) found = mostTelling(found)
  }

  const addCode = (language: Language, path: string, bytes: number, text: string): void => {
    const owner = whose(path)
    if (owner !== 'own') {
      add(owner === 'vendored' ? counts.vendored : counts.tests, bytes)
      return
    }
    if (isMadeByTool(path, text)) {
      add(counts.generated, bytes)
      return
    }
    const known = languages.get(language.name) ?? nothing()
    add(known, bytes)
    languages.set(language.name, known)
    if (language.isScript) add(counts.scripts, bytes)
    if (language.isHeader && !RUNS.test(text)) add(counts.headers, bytes)
    if (hasDirective(text, KERNEL)) add(counts.kernel, bytes)
    else if ((HOSTED_LANGUAGES.has(language.name) && !language.isHeader) || hasDirective(text, HOSTED))
      add(counts.hosted, bytes)
  }

  return {
    wants: (entry) => {
      if (entry.kind !== 'file' || inside(entry.path) === null) return 0
      return languageOf(entry.path) === null && DATA_EXTENSIONS.has(extensionOf(entry.path).toLowerCase())
        ? MAGIC_BYTES
        : SAMPLE_BYTES
    },
    see: (entry, content) => {
      const path = entry.kind === 'file' ? inside(entry.path) : null
      if (path === null) return
      const binary = binaryOf(entry, content)
      if (binary !== null)
        addBinary({
          path: entry.path,
          whose: OTHER_SYSTEM.test(`${path} ${binary.form}`) ? 'test' : whose(path),
          ...binary,
        })
      if (binary !== null && binary.kind !== 'array') return
      const code = codeOf(entry, content)
      if (code !== null) addCode(code.language, path, entry.bytes, code.text)
    },
    facts: () => ({
      languages: [...languages]
        .map(([language, count]) => ({ language, ...count }))
        .toSorted((a, b) => b.bytes - a.bytes || (a.language < b.language ? -1 : 1)),
      ...counts,
      binaries: {
        files: sum([...kinds.values()], 'files'),
        bytes: sum([...kinds.values()], 'bytes'),
        kinds: [...kinds.values()],
        found: mostTelling(found),
      },
    }),
  }
}

/** For an operating system that a Linux driver has nothing to do with. */
const OTHER_SYSTEM = /(?:^|[/_-])(?:android|windows|win32|win64|macos|darwin|ios)[^ ]*\/|Windows|DOS|Mach-O|Dalvik/i

/** A header with this does more than declare. */
const RUNS = /^[ \t]{1,40}return\b/m

/** The `#` of directives at the beginning of a line, which are few and quickly found. */
const hasDirective = (text: string, directive: RegExp): boolean => {
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    if (at > 0 && !LINE_END.has(text.charCodeAt(at - 1))) continue
    directive.lastIndex = at
    if (directive.test(text)) return true
  }
  return false
}

/** As `^` takes them with the flag `m`. */
const LINE_END: ReadonlySet<number> = new Set([0x0a, 0x0d, 0x2028, 0x2029])

/** Headers that only modules of the kernel can include. */
const KERNEL =
  /#[ \t]*include[ \t]*<(?:linux\/(?:module|moduleparam|slab|device|platform_device|mutex|spinlock|interrupt|uaccess|cdev|pci|kthread|workqueue|dma-mapping|firmware|miscdevice|vmalloc)|asm\/uaccess|drm\/drm_(?:drv|device|gem|file|print|ioctl))\.h>/y

/** Headers of the C and C++ libraries, which the kernel has none of. */
const HOSTED =
  /#[ \t]*include[ \t]*<(?:c?std(?:io|lib|int)(?:\.h)?|string|vector|memory|map|iostream|algorithm|functional|unistd\.h|fcntl\.h|sys\/(?:ioctl|mman|stat|types)\.h|pthread\.h|errno\.h)>/y

const HOSTED_LANGUAGES: ReadonlySet<string> = new Set(['C++', 'Rust', 'Go', 'Python', 'Java', 'Swift', 'Zig'])

const codeOf = (
  { path, bytes }: Entry,
  content: Content | null,
): { readonly language: Language; readonly text: string } | null => {
  const language = languageOf(path)
  if (language === null || bytes === 0) return null
  // A source file whose object is missing is still known to be there, and text that can't be decoded to be none.
  const text = content === null ? '' : content.text()
  return text === null ? null : { language, text }
}

const nothing = (): { files: number; bytes: number } => ({ files: 0, bytes: 0 })

const add = (count: { files: number; bytes: number }, bytes: number): void => {
  count.files += 1
  count.bytes += bytes
}

const sum = (counts: readonly Count[], what: keyof Count): number => counts.reduce((all, count) => all + count[what], 0)

const WHOSE: readonly Whose[] = ['own', 'vendored', 'test']
const KINDS: readonly BinaryKind[] = ['library', 'program', 'device', 'pointer', 'blob', 'array']

const mostTelling = (found: readonly Binary[]): Binary[] =>
  found
    .toSorted(
      (a, b) =>
        WHOSE.indexOf(a.whose) - WHOSE.indexOf(b.whose) ||
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        b.bytes - a.bytes ||
        (a.path < b.path ? -1 : 1),
    )
    .slice(0, MOST_FOUND)
