import { stringify } from 'yaml'

/** Forges and browsers cut longer addresses off. */
const MOST_CHARACTERS = 8_000

/**
 * The address that opens GitHub's editor on a new file of the head branch with a manifest filled in. Where that would
 * be longer than 8,000 characters the manifest is left out, then the file's name.
 */
export const editLink = (options: {
  readonly headRepositoryUrl: string
  readonly headBranch: string
  /** Of the manifest, from the root. */
  readonly path: string
  readonly manifest: string
}): string => {
  const { headRepositoryUrl, headBranch, path, manifest } = options
  const branch = headBranch.split('/').map(encode).join('/')
  const editor = `${headRepositoryUrl}/new/${branch}`
  const named = `${editor}?filename=${encode(path)}`
  const filled = `${named}&value=${encode(manifest)}`
  return [filled, named].find(({ length }) => length <= MOST_CHARACTERS) ?? editor
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed())

/**
 * A manifest to fill in. As it stands it can't pass, as `<owner>` is nobody's name; with its placeholders replaced it
 * is valid.
 */
export const starterManifest = ({
  driver,
  uapi,
}: {
  readonly driver: string
  readonly uapi: readonly string[]
}): string =>
  [
    '# The open stack that drives this device: fill in what stands in <angle brackets>.',
    'version: 1',
    `driver: ${scalar(driver)}`,
    ...(uapi.length === 0 ? [] : ['uapi:', ...uapi.map((header) => `  - ${scalar(header)}`)]),
    '# What the device is called in code.',
    'targets:',
    '  - <device>',
    'userspace:',
    '  - repository: https://github.com/<owner>/<userspace>',
    'compiler:',
    '  - repository: https://github.com/<owner>/<compiler>',
    '    path: <the part for this device>',
    '# Only where the driver asks for firmware files:',
    '# firmware:',
    '#   - repository: https://github.com/<owner>/<firmware>',
    '#     files: ["<directory>/*"]',
    '',
  ].join('\n')

/** On one line, whatever it holds. */
const scalar = (text: string): string => stringify(text, { blockQuote: false, lineWidth: 0 }).trimEnd()
