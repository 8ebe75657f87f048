import { type Asked, type AskedNeed, isName, lineAround, lineCounter, quoted } from './asked.ts'

/**
 * Libraries and packages that a `wscript` checks for. A check ends the configuration where it fails, unless it says
 * otherwise.
 *
 * Source: https://waf.io/apidocs/tools/c_config.html
 */
export const readWaf = (text: string): Asked => {
  const lineAt = lineCounter(text)
  const needs = [...text.matchAll(CHECK)].slice(0, MOST_CALLS).flatMap(({ 0: call, index }): AskedNeed[] => {
    const around = lineAround(text, index)
    if (/^\s*#/.test(around)) return []
    const { outside, strings } = argumentsFrom(text, index + call.length)
    const isOptional = /\bmandatory\s{0,4}=\s{0,4}(?:False|0)\b/.test(outside)
    const named = [...outside.matchAll(NAMED)].flatMap(([, list = '']) =>
      [...list.matchAll(/\0(\d+)\0/g)].flatMap(([, at]) => strings[Number(at)] ?? []),
    )
    const line = lineAt(index)
    return named
      .flatMap((name) => name.split(/\s+/))
      .filter(isName)
      .map((name) => ({ name, how: 'find', line, text: quoted(around), isOptional }))
  })
  return { needs, defines: [], enters: [] }
}

const CHECK = /\.check(?:_cc|_cxx|_cfg)?\s{0,4}\(/g
/** A string is a number between two zero signs here. */
const NAMED = /\b(?:lib|stlib|package)\s{0,4}=\s{0,4}([^,=()]{1,300}(?:,[^,=()]{1,300}(?![^,()]*=)){0,40})/g
const MOST = 4_000
const MOST_CALLS = 200

/** What stands between a call's parentheses, its strings and comments apart. */
const argumentsFrom = (
  text: string,
  from: number,
): { readonly outside: string; readonly strings: readonly string[] } => {
  const strings: string[] = []
  let outside = ''
  let depth = 1
  let at = from
  const end = Math.min(text.length, from + MOST)
  while (at < end && depth > 0) {
    TOKEN.lastIndex = at
    const [token = '', string] = TOKEN.exec(text) ?? []
    if (string !== undefined) {
      outside += `\0${strings.length}\0`
      strings.push(token.replaceAll(/^(?:'''|"""|['"])|(?:'''|"""|['"])$/g, ''))
    } else if (!token.startsWith('#')) {
      if (token === '(') depth += 1
      if (token === ')') depth -= 1
      outside += token
    }
    at += Math.max(1, token.length)
  }
  return { outside, strings }
}

const TOKEN =
  /('''[\s\S]{0,4000}?'''|"""[\s\S]{0,4000}?"""|'(?:[^'\\\n]|\\.){0,1000}'|"(?:[^"\\\n]|\\.){0,1000}")|#[^\n]{0,1000}|[\s\S]/y
