import type { TextFile } from '../case.ts'
import type { Place, Position } from '../place.ts'
import { remember } from '../remember.ts'
import { parseRepositoryUrl, type RepositoryUrl } from '../repository-url.ts'
import { withoutTrailingSlash } from '../safe-path.ts'
import { keyAt, type Spot, spotAt } from '../yaml/data.ts'
import type { Fault, Parsed } from '../yaml/fault.ts'
import { failed, readYaml } from '../yaml/read.ts'
import { type Component, type ComponentKey, type Manifest, type Role, type RoleDeclaration, ROLES } from './manifest.ts'
import { manifestSchema, type ManifestText, MAX_COMPONENTS } from './schema.ts'

/** Reads a manifest. The file is hostile: nothing in it is looked up before its form is known to be safe. */
export const parseManifest = (file: TextFile): Parsed<Manifest> => {
  const read = readYaml(file.text, manifestSchema)
  if (!read.ok) return read
  const manifest = toManifest(file.path, read.value.value, read.value.spot)
  const components = ROLES.flatMap((role) => componentsOf(manifest.roles[role]))
  const faults = [...tooMany(components), ...misplacedKeys(components), ...duplicates(components)]
  return faults.length === 0 ? { ok: true, value: manifest } : failed(faults)
}

/** The same, of one file once. */
export const parseOnce = remember(parseManifest)

const toManifest = (file: string, written: ManifestText, spot: Spot): Manifest => {
  const place = (at: Position): Place => ({ file, ...at })
  const roleOf = (role: Role): RoleDeclaration => {
    const declared = written[role]
    if (declared === undefined) return { kind: 'undeclared' }
    const at = place(keyAt(spot, [role]))
    if ('none' in declared) return { kind: 'none', reason: declared.none.trim(), at }
    const components = declared.map((entry, index) => toComponent(role, entry, spotAt(spot, [role, index]), place))
    return { kind: 'components', components, at }
  }
  return {
    file,
    driver: written.driver,
    uapi: written.uapi?.map(withoutTrailingSlash) ?? [],
    targets: written.targets ?? [],
    roles: { userspace: roleOf('userspace'), compiler: roleOf('compiler'), firmware: roleOf('firmware') },
    at: place(spot.at),
  }
}

type WrittenComponent = Extract<NonNullable<ManifestText['firmware']>, readonly unknown[]>[number]

const toComponent = (role: Role, written: WrittenComponent, spot: Spot, place: (at: Position) => Place): Component => ({
  role,
  repository: repositoryOf(written.repository),
  ref: written.ref ?? null,
  paths: listOf(written.path).map(withoutTrailingSlash),
  license: written.license ?? null,
  changes: listOf(written.change),
  files: written.files ?? [],
  at: place(spot.at),
  keys: Object.fromEntries([...spot.keys].map(([key, { value }]) => [key, value.at])),
})

const repositoryOf = (written: string): RepositoryUrl | '.' => {
  if (written === '.') return '.'
  const parsed = parseRepositoryUrl(written)
  if (!parsed.ok) throw new Error('The schema lets only repository addresses pass')
  return parsed.url
}

const listOf = (written: string | readonly string[] | undefined): readonly string[] =>
  written === undefined ? [] : typeof written === 'string' ? [written] : written

const componentsOf = (role: RoleDeclaration): readonly Component[] =>
  role.kind === 'components' ? role.components : []

const positionOf = ({ at: { line, column } }: Component): Position => ({ line, column })

const tooMany = (components: readonly Component[]): Fault[] => {
  const first = components[MAX_COMPONENTS]
  if (first === undefined) return []
  const message = `This is component ${MAX_COMPONENTS + 1} of ${components.length}; the limit is ${MAX_COMPONENTS}.`
  return [
    {
      at: positionOf(first),
      message,
      mend: 'Several paths of one repository make one component: list them under `path`.',
    },
  ]
}

/** `.` is judged at the pull request's head, whatever the manifest says. */
const misplacedKeys = (components: readonly Component[]): Fault[] =>
  components
    .filter(({ repository }) => repository === '.')
    .flatMap((component) =>
      ONLY_ELSEWHERE.flatMap((key) => component.keys[key] ?? []).map((at) => ({ at, ...MISPLACED })),
    )

const ONLY_ELSEWHERE = ['ref', 'change'] as const satisfies readonly ComponentKey[]
const MISPLACED = {
  message: '`repository: .` is judged at the head of the pull request, and takes neither `ref` nor `change`.',
  mend: 'Delete this key.',
}

const duplicates = (components: readonly Component[]): Fault[] => {
  const firsts = new Map<string, Component>()
  const faults: Fault[] = []
  for (const component of components) {
    const { role, repository, ref, paths } = component
    const key = JSON.stringify([role, repository.toLowerCase(), ref, paths.toSorted()])
    const first = firsts.get(key)
    if (first === undefined) {
      firsts.set(key, component)
      continue
    }
    const message = `This component is declared on line ${first.at.line} already.`
    faults.push({ at: positionOf(component), message, mend: 'Keep one of them.' })
  }
  return faults
}
