import { contentsOf } from '../../contents.ts'
import type { ClosedWord, Need } from '../../evidence/links.ts'
import {
  isKnownAddress,
  isKnownLibrary,
  isListedLibrary,
  isZephyrModule,
  plainName,
  webAddress,
} from '../../libraries.ts'
import { parseRepositoryUrl, sameRepository } from '../../repository-url.ts'
import { declared } from '../declared.ts'
import type { RuleContext } from '../rule.ts'
import { type Answer, type Judged, seenNeed } from '../source.ts'

/** What the build asks for that is neither in the tree, nor declared, nor known to be open. */
export const judgeNeeds = (judged: Judged): readonly Answer[] => {
  const { context, component, facts } = judged
  const isProvided = provided(context)
  const repository = component.repository === '.' ? context.case.subject.repository : component.repository
  const needs = facts.links.needs.filter((need) => !isProvided(need) && !isOthersModule(need, repository))
  const closed = needs.flatMap((need) => {
    const said = facts.links.closed.find((each) => isNamed(need, each))
    return said === undefined ? [] : [closedAnswer(need, said)]
  })
  const others = needs.filter((need) => !closed.some(({ reason }) => reason.need === need))
  const left = others.filter(({ isOptional }) => !isOptional)
  const binaries = left.filter(({ binary }) => binary !== null).filter(isMadeNowhere(facts.links.defines))
  const unknown = left.filter(({ binary }) => binary === null)
  return [
    ...closed,
    ...binaries.map((need): Answer => ({
      outcome: 'unmet',
      reason: { code: 'needs-binary', need, binary: need.binary ?? '' },
      seen: [seenNeed(need), { path: need.binary ?? '', line: null, text: '' }],
    })),
    ...forReview(
      'needs-unknown',
      unknown.filter(({ how }) => how !== 'download'),
    ),
    ...forReview(
      'downloads',
      unknown.filter(({ how }) => how === 'download'),
    ),
    ...loaded(others.filter(({ how, isOptional }) => how === 'load' && isOptional)),
  ]
}

/** Code for the device that a build of firmware fetches: it is no part of the tree that the licence is told from. */
export const judgeFetched = ({ context, facts }: Judged): readonly Answer[] => {
  const isProvided = provided(context)
  return forReview(
    'downloads',
    facts.links.needs.filter(
      (need) => need.how === 'download' && !need.isOptional && isImage(need) && !isProvided(need),
    ),
  )
}

/** Code for the device, by its name or by who lists it; packages of programs are what it is built with. */
const isImage = ({ name, path }: Need): boolean =>
  /\.(?:a|o|so|bin|fw|elf|lib|hex|img)(?:[?#].*)?$/i.test(name) || isZephyrModule(path)

/** A directory or target that bears a part of a library's name may be where it is made in some way that isn't followed. */
const isMadeNowhere = (defines: readonly string[]): ((need: Need) => boolean) => {
  const known = new Set(defines)
  return ({ name }) =>
    !name
      .split(/[^A-Za-z0-9]|(?<=[a-z])(?=[A-Z])/)
      .some((part) => part.length >= LEAST_NAME && known.has(plainName(part)))
}

type ClosedAnswer = Answer & { readonly reason: { readonly code: 'needs-closed'; readonly need: Need } }

/** What an option or a plug-in asks for may be left out, so a person decides. */
const closedAnswer = (need: Need, said: ClosedWord): ClosedAnswer => ({
  outcome: need.isOptional ? 'review' : 'unmet',
  reason: { code: 'needs-closed', need, said },
  seen: [seenNeed(need), { path: said.path, line: said.line, text: said.text }],
})

const forReview = (code: 'needs-unknown' | 'downloads', needs: readonly Need[]): readonly Answer[] =>
  needs.length === 0 ? [] : [{ outcome: 'review', reason: { code, needs }, seen: needs.map(seenNeed) }]

/**
 * A library that code loads by its name while it runs may be a plug-in or all that it is for: worth knowing, and nothing that
 * a person could settle by the name.
 */
const loaded = (needs: readonly Need[]): readonly Answer[] =>
  needs.length === 0 ? [] : [{ outcome: 'noted', reason: { code: 'loads', needs }, seen: needs.map(seenNeed) }]

const isNamed = ({ name }: Need, { names }: ClosedWord): boolean => {
  const plain = plainName(name.split('::')[0] ?? name)
  return plain.length >= LEAST_NAME && names.includes(plain)
}

/** Shorter names are words. */
const LEAST_NAME = 4

/**
 * Python has a module for everything, and nearly all of them are open. One that bears the name of the repository or of
 * whose it is, and isn't there, is what the vendor keeps to itself: `import hailo_sdk_client` of hailo-ai.
 */
const isOthersModule = ({ name }: Need, repository: string | null): boolean => {
  const module = moduleOf(name)
  if (module === null) return false
  const own = (repository ?? '').toLowerCase().split('/').slice(-2)
  const words = own.flatMap((each) => each.split(/[^a-z\d]+/))
  const parts = new Set(module.toLowerCase().split('_'))
  return !words.some(
    (word) =>
      (word.length >= LEAST_NAME && module.toLowerCase().startsWith(word)) ||
      (word.length >= LEAST_PART && parts.has(word) && !COMMON.has(word)),
  )
}

const LEAST_PART = 3
/** What modules of any subject are called. */
const COMMON = new Set(
  'api app apps base bin build client code common core cpp data dev doc docs driver examples files kit lib libs main model models net new open pkg plugin plugins project python resources run runtime rust sdk server src sys test tests tool toolkit tools usb utils web'.split(
    ' ',
  ),
)

const moduleOf = (name: string): string | null => /^import (.+)$/.exec(name)?.[1] ?? null

/** Whether a need is met by what is declared, or is on the list of known libraries. */
const provided = (context: RuleContext): ((need: Need) => boolean) => {
  const components = declared(context)
  const defines = new Set(
    components.flatMap((component) => {
      const contents = contentsOf(component, context.case.subject, context.factsOf(component))
      return contents?.read.state === 'read' ? contents.read.facts.links.defines : []
    }),
  )
  const known = context.config.libraries
  return ({ name, how, binary }) => {
    if (how === 'download' && name.includes(':')) return isKnownAddress(name, known) || isDeclared(name, context)
    const module = moduleOf(name)
    if (module !== null) return known.modules.has(module) || defines.has(plainName(module))
    // A binary in the tree is what it is, whatever else bears its name.
    const isKnown = binary === null ? isKnownLibrary : isListedLibrary
    return isKnown(name, known) || name.split('::').some((part) => defines.has(plainName(part)))
  }
}

/** Whether an address leads to a declared component's repository, or to a file that its forge packs of it. */
export const isDeclared = (address: string, context: RuleContext): boolean => {
  const web = webAddress(address)
  const parsed = parseRepositoryUrl(web)
  const all = declared(context).map(({ repository }) =>
    repository === '.' ? context.case.subject.repository : repository,
  )
  return all.some(
    (repository) =>
      repository !== null &&
      ((parsed.ok && sameRepository(parsed.url, repository)) ||
        web.toLowerCase().startsWith(`${repository.toLowerCase()}/archive/`)),
  )
}
