import { type Asked, type AskedNeed, lineAround, lineCounter, NOTHING_ASKED, quoted } from './asked.ts'

/**
 * What Python code can't do without: the packages that a module imports at its top, past those of its own. An import
 * further in, or one that may fail, is for a part.
 */
export const readPythonImports = (text: string): Asked => {
  if (!text.includes('import') && !text.includes(' -') && !text.includes('/opt/')) return NOTHING_ASKED
  const lineAt = lineCounter(text)
  const needs = [...text.matchAll(IMPORT)].flatMap(({ 1: from, 2: list = '', index }): AskedNeed[] => {
    const modules = from === undefined ? list.split(',').map((each) => each.trim().split(/[\s.]/, 1)[0] ?? '') : [from]
    return modules
      .filter((module) => /^[A-Za-z]\w*$/.test(module))
      .map((module) => ({
        name: `import ${module}`,
        how: 'load',
        line: lineAt(index),
        text: quoted(lineAround(text, index)),
        isOptional: false,
      }))
  })
  const all = [...needs, ...named(text, CALLS, 1), ...named(text, PROGRAM, MOST_PROGRAMS)]
  return all.length === 0 ? NOTHING_ASKED : { needs: all, defines: [], enters: [] }
}

/** The programs that a pattern finds by their names. */
const named = (text: string, pattern: RegExp, most: number): readonly AskedNeed[] => {
  const lineAt = lineCounter(text)
  return [...text.matchAll(pattern)].slice(0, most).map(({ 1: name = '', index }) => ({
    name,
    how: 'load',
    line: lineAt(index),
    text: quoted(lineAround(text, index)),
    isOptional: false,
  }))
}

const IMPORT =
  /^(?:from[ \t]{1,4}([A-Za-z]\w{0,80})(?:\.[\w.]{1,200})?[ \t]{1,4}import\b|import[ \t]{1,4}([\w., \t]{1,300}))/gm

/** What synthesizes for an FPGA is its vendor's, and closed: a compiler that calls it makes nothing without. */
const CALLS = /\b((?:vivado(?:_hls)?|vitis_hls|xelab|quartus_sh) -(?:mode|f|source|t|prj|-flow))\b/g

const MOST_PROGRAMS = 20

/**
 * A program where vendors put what they ship: https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch03s13.html. Distributions
 * keep none there; some open projects do.
 */
const PROGRAM =
  /["'](\/opt\/(?!(?:riscv|rocm|local|homebrew|rh|conda|(?:mini|ana)conda\d?|xilinx\/xrt)\/)[\w.+-]{1,60}\/(?:[\w.+-]{1,60}\/){0,4}(?:s?bin|exec|tools?)\/[\w.+-]{1,60})["'\s]/g
