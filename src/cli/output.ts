import { visible } from '../report/visible.ts'
import { EXIT } from './exit.ts'

export const colours = (): boolean => process.stdout.isTTY && process.stdout.hasColors()

export const say = (line: string): void => void process.stderr.write(`${line}\n`)

export const progress = (line: string): void => {
  if (process.stderr.isTTY) say(line)
}

/** Says what is wrong with the usage or the input. */
export const unusable = (fault: string, help = ''): number => {
  process.stderr.write(`open-userspace: ${visible(fault)}\n${help}`)
  return EXIT.unusable
}

export const sayAnonymous = (): void =>
  say('Reading GitHub anonymously: 60 requests an hour. Set GITHUB_TOKEN for more.')
