import { type Asked, type AskedNeed, isName, lineAround, lineCounter, quoted } from './asked.ts'

/**
 * Libraries and packages that a `wscript` checks for. A check ends the configuration where it fails, unless it says
 * otherwise.
 *
 * Source: https://waf.io/apidocs/tools/c_config.html
 */
export const readWaf = (text: string): Asked => {
  const lineAt = lineCounter(text)
  const needs = [...text.matchAll(CHECK)].flatMap(({ 1: check = '', index }): AskedNeed[] => {
    const isOptional = /\bmandatory\s{0,4}=\s{0,4}(?:False|0)\b/.test(check)
    const named = [...check.matchAll(NAMED)].flatMap(([, list, one]) => (list ?? one ?? '').match(/[\w.+-]+/g) ?? [])
    const line = lineAt(index)
    return named
      .filter(isName)
      .map((name) => ({ name, how: 'find', line, text: quoted(lineAround(text, index)), isOptional }))
  })
  return { needs, defines: [], enters: [] }
}

const CHECK = /\.check(?:_cc|_cxx|_cfg)?\s{0,4}\(((?:[^()]|\([^()]{0,500}\)){1,2000})\)/g
const NAMED = /\b(?:lib|package)\s{0,4}=\s{0,4}(?:\[([^\]]{1,300})\]|['"]([\w.+-]{1,80})['"])/g
