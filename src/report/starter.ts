import { stringify } from 'yaml'
import type { Guess, Guesses } from '../core/starter/guess.ts'
import { visible } from './visible.ts'

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
 * A manifest to fill in, with what the tree or the change tells, each guess marked with where it was read. As it stands it
 * can't pass, as no device is called `<device>`; with its placeholders replaced it is valid.
 */
export const starterManifest = (guesses: Guesses): string => {
  const { driver, uapi, userspace, compiler, firmware, files } = guesses
  const isGuessed = [uapi, userspace, compiler, firmware, files].some((each) => each.length > 0)
  return [
    '# The open stack that drives this device: fill in what stands in <angle brackets>.',
    ...(isGuessed ? ['# What is marked as a guess was read where it says: correct it, and delete the mark.'] : []),
    'version: 1',
    `driver: ${scalar(driver)}`,
    ...(uapi.length === 0 ? [] : ['uapi:', ...uapi.map((header) => `  - ${marked(header)}`)]),
    '# What the device is called in code.',
    'targets:',
    '  - <device>',
    'userspace:',
    ...(userspace.length === 0
      ? ['  - repository: https://github.com/<owner>/<userspace>']
      : userspace.map((guess) => `  - repository: ${marked(guess)}`)),
    'compiler:',
    ...(compiler.length === 0
      ? ['  - repository: https://github.com/<owner>/<compiler>', '    path: <the part for this device>']
      : compiler.flatMap((guess) => [`  - repository: ${marked(guess)}`, '    # path: <the part for this device>'])),
    ...firmwareLines(guesses),
    '',
  ].join('\n')
}

const firmwareLines = ({ firmware, files }: Guesses): readonly string[] => {
  if (firmware.length === 0 && files.length === 0)
    return [
      '# Only where the driver asks for firmware files:',
      '# firmware:',
      '#   - repository: https://github.com/<owner>/<firmware>',
      '#     files: ["<directory>/*"]',
    ]
  const repositories =
    firmware.length === 0
      ? ['https://gitlab.com/kernel-firmware/linux-firmware # guess: where the kernel keeps its firmware']
      : firmware.map(marked)
  const listed = files.length === 0 ? [] : ['    files:', ...files.map((file) => `      - ${marked(file)}`)]
  return ['firmware:', ...repositories.flatMap((repository) => [`  - repository: ${repository}`, ...listed])]
}

/** Behind a blank and a number sign the line is a comment, whatever a path holds; it must not end there. */
const marked = ({ value, file, line }: Guess<string>): string => `${scalar(value)} # guess: ${visible(file)}:${line}`

/** On one line, whatever it holds. */
const scalar = (text: string): string => {
  // What looks like a blank at an end would be taken for one.
  const defaultStringType = text === text.trim() ? 'PLAIN' : 'QUOTE_DOUBLE'
  return stringify(text, { blockQuote: false, lineWidth: 0, defaultStringType }).replace(/\n$/, '')
}
