import type { Shape } from '../core/evidence/shape.ts'
import { nameOf } from '../core/license/paths.ts'
import type { Inspector } from './inspector.ts'
import { saysOf } from './shape/readme.ts'
import { languageOf } from './source/languages.ts'

const README_BYTES = 64 * 1024
const LIST_BYTES = 64 * 1024

/** What kind of repository it is: by the files at its root, and by how much stands beside them. */
export const createShape = (): Inspector<Shape> => {
  let list: string | null = null
  let code = 0
  let testSuite: string | null = null
  const says: Shape['says'][number][] = []
  return {
    wants: ({ kind, path }) => {
      if (kind !== 'file' || path.includes('/')) return 0
      return isReadme(path) ? README_BYTES : isMaybeList(path) || path === 'meson.build' ? LIST_BYTES : 0
    },
    see: ({ kind, path }, content) => {
      const language = kind === 'file' ? languageOf(path) : null
      if (language !== null && !language.isScript) code += 1
      if (kind !== 'file' || path.includes('/')) return
      const text = content?.text() ?? null
      if (text === null) return
      if (isReadme(path)) says.push(...saysOf(path, text))
      if (list === null && isMaybeList(path) && isList(nameOf(path), text)) list = path
      testSuite ??= suiteOf(path, text)
    },
    facts: () => ({ manifestOnly: code <= MOST_CODE ? list : null, says, testSuite }),
  }
}

/** Some lists of repositories have a script or two beside them. */
const MOST_CODE = 5

const isReadme = (path: string): boolean => /^readme(?:\.(?:md|rst|txt|adoc|org|markdown))?$/i.test(path)

const isMaybeList = (path: string): boolean =>
  /\.xml$/i.test(path) ||
  /^(?:DEPS|\.gclient|\.gitmodules|west\.yml|manifest\.ya?ml|\w+\.repos|dependencies\.ya?ml)$/.test(path)

/** A list of repositories in the form of repo, gclient, west or vcstool; or nothing but submodules. */
const isList = (name: string, text: string): boolean => {
  if (/\.xml$/i.test(name)) return /<manifest\b/.test(text) && /<project\b/.test(text)
  if (name === 'west.yml') return /^\s{0,20}projects:/m.test(text)
  if (name === 'DEPS' || name === '.gclient') return /\b(?:deps|solutions)\s{0,10}=/.test(text)
  if (name.endsWith('.repos')) return /^repositories:/m.test(text)
  return name === '.gitmodules' && /^\s{0,20}url\s{0,10}=/m.test(text)
}

/** Known test suites, by what their build files call them. IGT is the one that drm-uapi.rst has in mind. */
const suiteOf = (path: string, text: string): string | null => {
  if (path === 'meson.build' && /project\(\s{0,10}'(?:igt-gpu-tools|intel-gpu-tools)'/.test(text))
    return 'IGT GPU Tools'
  if (isReadme(path)) return SUITES.find(([title]) => title.test(text.slice(0, 400)))?.[1] ?? null
  return null
}

const SUITES: readonly (readonly [RegExp, string])[] = [
  [/^\W{0,10}(?:IGT GPU Tools|intel-gpu-tools)\b/i, 'IGT GPU Tools'],
  [/^\W{0,10}piglit\b/i, 'Piglit'],
  [/^\W{0,10}(?:VK-GL-CTS|dEQP|drawElements Quality Program)\b/i, 'the Khronos conformance tests'],
  [/^\W{0,10}Linux Test Project\b/i, 'Linux Test Project'],
]
