import { type Asked, type AskedNeed, isName, lineAround, lineCounter, quoted } from './asked.ts'

/** What a configure.ac asks for. What stands further in than the margin is asked under a condition. */
export const readAutotools = (text: string): Asked => {
  const needs: AskedNeed[] = []
  const lineAt = lineCounter(text)
  for (const { 1: macro = '', 2: args = '', index } of text.matchAll(MACRO)) {
    const line = lineAt(index)
    const around = lineAround(text, index)
    if (/^\s*(?:dnl|#)/.test(around)) continue
    const parts = args.split(',')
    const asks = macro === 'PKG_CHECK_MODULES' ? (parts[1] ?? '') : (parts[0] ?? '')
    // An action for the case that it isn't found is what makes it optional, unless that ends the configuration.
    const actions = parts.slice(macro === 'PKG_CHECK_MODULES' ? 2 : 3)
    const isOptional = /^\s/.test(around) || (actions.length > 0 && !actions.some((action) => ENDS.test(action)))
    for (const written of asks.replaceAll(/[[\]"']/g, ' ').split(/\s+/)) {
      const name = written.replace(/[<>=].*$/s, '')
      if (isName(name) && /^[a-zA-Z]/.test(name))
        needs.push({ name, how: 'find', line, text: quoted(around), isOptional })
    }
  }
  return {
    needs,
    defines: [...text.matchAll(/^AC_INIT\(\[?([\w.-]{1,80})/gm)].map(([, name = '']) => name),
    enters: [],
  }
}

const ENDS = /\bAC_MSG_(?:ERROR|FAILURE)\b/
const MACRO = /\b(AC_CHECK_LIB|PKG_CHECK_MODULES)\(([^()\n]{1,300})/g
