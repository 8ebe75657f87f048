import type { FieldStatement } from './field-facts.ts'
import { type MesonToken, mesonTokens } from './meson-tokens.ts'
import { joinAll, readNames } from './spdx-names.ts'
import { statement } from './statement.ts'

/**
 * What `project()` says in a `meson.build`; nothing where it isn't the first thing there, as below a project's root. All
 * licences of a list hold together.
 *
 * Source: https://mesonbuild.com/Reference-manual_functions.html#project
 */
export const readMeson = (text: string): readonly FieldStatement[] => {
  const given = projectArguments(mesonTokens(text))
  const license = given.get('license')
  const texts = given.get('license_files')?.strings ?? []
  if (license === undefined)
    return texts.length === 0 ? [] : [statement('', given.get('license_files')?.line ?? 1, { texts })]
  const { strings, plain, line } = license
  return [statement(strings.join(', '), line, { expression: plain ? joinAll(strings.map(readNames)) : null, texts })]
}

/** `plain`: nothing but strings, so that what they say is what is meant. */
type Argument = { readonly strings: string[]; plain: boolean; readonly line: number }

const projectArguments = (tokens: Iterator<MesonToken>): ReadonlyMap<string, Argument> => {
  const given = new Map<string, Argument>()
  if (!isSign(next(tokens), 'project') || !isSign(next(tokens), '(')) return given
  let depth = 1
  let before: MesonToken | null = null
  let current: Argument | null = null
  for (let token = next(tokens); token !== null && depth > 0; token = next(tokens)) {
    const { text, line, kind } = token
    if (kind === 'sign' && OPENING.has(text)) depth += 1
    if (kind === 'sign' && CLOSING.has(text)) depth -= 1
    if (kind === 'string') current?.strings.push(text)
    else if (depth === 1 && text === ',') current = null
    else if (depth === 1 && text === ':' && before?.kind === 'sign') {
      current = { strings: [], plain: true, line }
      given.set(before.text, current)
    } else if (current !== null && depth > 0 && !'[],'.includes(text)) current.plain = false
    before = token
  }
  return given
}

const OPENING = new Set(['(', '[', '{'])
const CLOSING = new Set([')', ']', '}'])

const next = (tokens: Iterator<MesonToken>): MesonToken | null => {
  const step = tokens.next()
  return step.done === true ? null : step.value
}

const isSign = (token: MesonToken | null, text: string): boolean => token?.kind === 'sign' && token.text === text
