import process from 'node:process'
import { styleText } from 'node:util'

/** Styles words for standard output: not at all where that is no terminal, or `NO_COLOR` is set. */
export const style = (format: Parameters<typeof styleText>[0], text: string): string =>
  text.replace(/[^\s]+/g, (word) => styleText(format, word, { stream: process.stdout }))
