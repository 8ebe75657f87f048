import { type Asked, type AskedNeed, lineAround, lineCounter, NOTHING_ASKED, quoted } from './asked.ts'

/**
 * What Python code can't do without: the packages that a module imports at its top, past those of its own. An import
 * further in, or one that may fail, is for a part.
 */
export const readPythonImports = (text: string): Asked => {
  if (!text.includes('import') && !text.includes(' -') && !text.includes('/opt/')) return NOTHING_ASKED
  const calls = [[...text.matchAll(CALLS)].slice(0, 1), [...text.matchAll(PROGRAM)].slice(0, MOST_PROGRAMS)]
    .flat()
    .map(({ 1: name = '', index }): AskedNeed => ({
      name,
      how: 'load',
      line: lineCounter(text)(index),
      text: quoted(lineAround(text, index)),
      isOptional: false,
    }))
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
  const all = [...needs, ...calls]
  return all.length === 0 ? NOTHING_ASKED : { needs: all, defines: [], enters: [] }
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
