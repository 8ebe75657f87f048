import { excerpt, hiddenCharacter } from './characters.ts'
import type { Problem } from './problem.ts'

/**
 * A repository's address in the one form that the product compares and prints:
 * `https://<lower-case host>/<path>`, without `.git`, trailing slash, port, credentials, query or fragment.
 */
export type RepositoryUrl = string & { readonly __brand: 'RepositoryUrl' }

/** A pull request or merge request, by the repository that it is made to. */
type ChangeAddress = {
  readonly repository: RepositoryUrl
  readonly number: number
  readonly kind: 'pull-request' | 'merge-request'
}

type Refused = { readonly ok: false } & Problem
export type ParsedRepositoryUrl = { readonly ok: true; readonly url: RepositoryUrl } | Refused
export type ParsedChangeUrl = { readonly ok: true; readonly change: ChangeAddress } | Refused

const MAX_LENGTH = 200
const GITHUB = 'github.com'
/** GitLab's separator between a project's path and its pages. */
const PAGES = '-'

/**
 * Takes a hand-written address of a repository. Nothing is repaired that could change which host or repository is meant:
 * only the host's case, one trailing slash and one `.git` are levelled.
 */
export const parseRepositoryUrl = (text: string): ParsedRepositoryUrl => {
  const address = parseAddress(text)
  if (!address.ok) return address
  const { host } = address
  const [segments, pages] = splitPages(address.segments)
  if (host === GITHUB && segments.length > 2) {
    const repository = print(host, segments.slice(0, 2))
    return refuse('names a page within a repository', `Write ${repository}, with a branch or tag under \`ref\`.`)
  }
  if (pages.length > 0) return refuse('names a page within a repository', `Write ${print(host, segments)}.`)
  if (segments.length < leastSegments(host)) {
    return refuse('names no repository', `Write https://${host}/<owner>/<name>.`)
  }
  return { ok: true, url: print(host, segments) }
}

/** Takes the address of a pull request (`/pull/12`) or of a GitLab merge request (`/-/merge_requests/12`). */
export const parseChangeUrl = (text: string): ParsedChangeUrl => {
  const address = parseAddress(text)
  if (!address.ok) return address
  const { host, segments } = address
  const [project, pages] = splitPages(segments)
  if (pages[0] === 'merge_requests') return changeAt(host, project, 'merge-request', pages.slice(1))
  if (segments[2] === 'pull') return changeAt(host, segments.slice(0, 2), 'pull-request', segments.slice(3))
  return refuse(
    'is no pull request or merge request',
    'Write https://…/pull/<number> or https://…/-/merge_requests/<number>.',
  )
}

export const hostOf = (url: RepositoryUrl): string => url.slice('https://'.length, url.indexOf('/', 'https://'.length))

/** `owner/name`; on hosts with nested groups all of them. */
export const pathOf = (url: RepositoryUrl): string => url.slice(url.indexOf('/', 'https://'.length) + 1)

/** Whether both name one repository. */
export const sameRepository = (a: RepositoryUrl, b: RepositoryUrl): boolean => foldedUrl(a) === foldedUrl(b)

/** Equal for all that name one repository: forges fold the case of owners and names, and redirect to the written one. */
export const foldedUrl = (url: RepositoryUrl): string => url.toLowerCase()

type Address = { readonly ok: true; readonly host: string; readonly segments: readonly string[] }

const refuse = (message: string, mend: string | null = null): Refused => ({ ok: false, message, mend })

const parseAddress = (text: string): Address | Refused => {
  if (text.length > MAX_LENGTH) return refuse(`is longer than ${MAX_LENGTH} characters`)
  const hidden = hiddenCharacter(text)
  if (hidden !== null) return refuse(`holds the hidden character ${hidden}`)
  if (/\s/.test(text)) return refuse('holds a space')
  const scheme = /^https:\/\//i.exec(text)?.[0]
  if (scheme === undefined) return refuse('does not begin with https://', httpsForm(text))
  const rest = text.slice(scheme.length)
  const end = rest.search(/[/?#\\]/)
  const authority = end === -1 ? rest : rest.slice(0, end)
  const tail = end === -1 ? '' : rest.slice(end)
  // The text isn't repeated here, as it may be a password.
  if (authority.includes('@')) return refuse('holds credentials', 'Leave out what stands before the @, and revoke it.')
  for (const [character, message] of FORBIDDEN) if (rest.includes(character)) return refuse(message)
  if (authority.startsWith('[')) return refuse(IP_ADDRESS)
  if (authority.includes(':')) return refuse('names a port', 'Leave out the port.')
  const host = authority.toLowerCase()
  if (host === `www.${GITHUB}`) return refuse('is not the address that GitHub gives', `Write https://${GITHUB}${tail}.`)
  const bad = hostProblem(host)
  if (bad !== null) return refuse(bad)
  return parsePath(host, tail)
}

const FORBIDDEN: readonly (readonly [string, string])[] = [
  ['\\', 'holds a backslash'],
  ['%', 'holds a percent sign: percent-encoding is not taken'],
  ['?', 'holds a query'],
  ['#', 'holds a fragment'],
]

const IP_ADDRESS = 'names an IP address instead of a host'

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

const hostProblem = (host: string): string | null => {
  if (/[^ -~]/.test(host) || host.split('.').some((label) => label.startsWith('xn--'))) {
    return 'names a host with letters beyond ASCII'
  }
  if (host.endsWith('.')) return 'names a host with a dot at its end'
  const labels = host.split('.')
  const top = labels.at(-1) ?? ''
  // Whatever ends in a number is an IPv4 address to a URL parser: 127.1, 0x7f.0.0.1, 2130706433.
  if (/^\d/.test(top)) return IP_ADDRESS
  if (labels.length < 2) return 'names no public host'
  return labels.every((label) => LABEL.test(label)) && /^[a-z]+$/.test(top) ? null : 'names no valid host'
}

const SEGMENT = /^[A-Za-z0-9._~+-]+$/

const parsePath = (host: string, tail: string): Address | Refused => {
  const path = tail
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
  const segments = path === '' ? [] : path.split('/')
  for (const segment of segments) {
    if (segment === '') return refuse('holds an empty part between two slashes')
    if (/^\.+$/.test(segment)) return refuse(`holds the part \`${segment}\``)
    if (!SEGMENT.test(segment))
      return refuse(`holds a character that no repository's address has: \`${excerpt(segment)}\``)
    if (/\.git$/i.test(segment))
      return refuse(`holds the part \`${excerpt(segment)}\`, which no repository's address has`)
    if (segment.startsWith('-') && segment !== PAGES)
      return refuse(`holds the part \`${excerpt(segment)}\`, which begins with a dash`)
  }
  return { ok: true, host, segments }
}

/** A project's own path, and what GitLab adds to it for its pages. */
const splitPages = (segments: readonly string[]): readonly [readonly string[], readonly string[]] => {
  const at = segments.indexOf(PAGES)
  return at === -1 ? [segments, []] : [segments.slice(0, at), segments.slice(at + 1)]
}

const leastSegments = (host: string): number => (host === GITHUB ? 2 : 1)

const print = (host: string, segments: readonly string[]): RepositoryUrl =>
  `https://${host}/${segments.join('/')}` as RepositoryUrl

const changeAt = (
  host: string,
  project: readonly string[],
  kind: ChangeAddress['kind'],
  rest: readonly string[],
): ParsedChangeUrl => {
  const [number = '', ...more] = rest
  const form = kind === 'pull-request' ? 'pull' : '-/merge_requests'
  if (project.length < 2 || !/^[1-9]\d{0,8}$/.test(number)) {
    return refuse('is no pull request or merge request', `Write https://${host}/<owner>/<name>/${form}/<number>.`)
  }
  const repository = print(host, project)
  if (more.length > 0) return refuse('names a page within a change', `Write ${repository}/${form}/${number}.`)
  return { ok: true, change: { repository, number: Number(number), kind } }
}

/** The https:// form of what people write instead of it; null where it can't be told without guessing a host. */
const httpsForm = (text: string): string | null => {
  const match =
    /^(?:http|git):\/\/(?<host>[A-Za-z0-9.-]+)\/(?<path>[A-Za-z0-9._/~+-]+)$/.exec(text) ??
    /^(?:ssh:\/\/)?git@(?<host>[A-Za-z0-9.-]+)[:/](?<path>[A-Za-z0-9._/~+-]+)$/.exec(text) ??
    /^(?<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\/(?<path>[A-Za-z0-9._/~+-]+)$/.exec(text)
  const { host, path } = match?.groups ?? {}
  if (host === undefined || path === undefined) return null
  const parsed = parseRepositoryUrl(`https://${host}/${path}`)
  return parsed.ok ? `Write ${parsed.url}.` : null
}
