import { isPackage } from '../../core/libraries.ts'
import {
  type Asked,
  type AskedNeed,
  download,
  isAddress,
  isName,
  lineAround,
  lineCounter,
  NOTHING_ASKED,
  quoted,
} from './asked.ts'

/** Git sources of a Cargo.toml. What crates.io has is source, and what lies beside it is in the tree. */
export const readCargo = (text: string): Asked => {
  const lineAt = lineCounter(text)
  const needs = [...text.matchAll(/\bgit\s{0,10}=\s{0,10}"([^"\n]{4,300})"/g)].flatMap(({ 1: address = '', index }) =>
    isAddress(address) ? [download(address, text, index, lineAt(index))] : [],
  )
  const name = /^\s{0,10}name\s{0,10}=\s{0,10}"([\w-]{1,80})"/m.exec(text)?.[1]
  return { needs, defines: name === undefined ? [] : [name], enters: [] }
}

/** Libraries that Rust code links: `#[link(name = "…")]`, and what a build script tells Cargo. */
export const readRust = (text: string): Asked => {
  if (!text.includes('link')) return NOTHING_ASKED
  const lineAt = lineCounter(text)
  const needs = [...text.matchAll(RUST_LINK)].flatMap(({ 1: attribute, 2: told, index }): AskedNeed[] => {
    const name = attribute ?? told ?? ''
    return isName(name)
      ? [{ name, how: 'link', line: lineAt(index), text: quoted(lineAround(text, index)), isOptional: false }]
      : []
  })
  return { needs, defines: [], enters: [] }
}

const RUST_LINK =
  /#\[link\(\s{0,10}name\s{0,10}=\s{0,10}"([\w.+-]{1,80})"|cargo::?rustc-link-lib=(?:dylib=|static=|static:[+\w,-]{1,60}=|framework=)?([\w.+-]{1,80})/g

/** What Bazel fetches, and the flags that it links with. */
export const readBazel = (text: string): Asked => {
  const lineAt = lineCounter(text)
  const needs: AskedNeed[] = []
  for (const { 1: address, 2: flag, index } of text.matchAll(
    /"((?:https?|git|ssh):\/\/[^"\s]{4,300})"|"-l([\w.+-]{2,60})"/g,
  )) {
    const line = lineAt(index)
    if (address !== undefined) needs.push(download(address, text, index, line))
    else if (flag !== undefined && isName(flag))
      needs.push({ name: flag, how: 'link', line, text: quoted(lineAround(text, index)), isOptional: false })
  }
  const defines = [...text.matchAll(/\bname\s{0,10}=\s{0,10}"([\w./+-]{1,100})"/g)].map(([, name = '']) => name)
  return { needs, defines, enters: [] }
}

/** The name of a Python package, which its wheels bear. */
export const readPythonProject = (text: string): Asked => ({
  needs: [],
  defines: [...text.matchAll(/^\s{0,20}name\s{0,10}=\s{0,10}["']([\w.-]{1,80})["']/gm)].map(([, name = '']) => name),
  enters: [],
})

/** Libraries that code loads by name, where it loads any. */
export const readLoads = (text: string): Asked => {
  if (!text.includes('open') || !LOADS.test(text)) return NOTHING_ASKED
  const lineAt = lineCounter(text)
  const needs = [...text.matchAll(/"(lib[\w.+-]{1,80}?\.so)(?:\.[\d.]{1,20})?"/g)].map(
    ({ 1: name = '', index }): AskedNeed => ({
      name,
      how: 'load',
      line: lineAt(index),
      text: quoted(lineAround(text, index)),
      isOptional: true,
    }),
  )
  return { needs, defines: [], enters: [] }
}

const LOADS = /\bdl(?:m)?open\s{0,4}\(/

/** Programs that build, and what they fetch: packages and binaries, but no source. Those below the root are for some. */
export const readScript = (text: string, path: string): Asked => {
  const lineAt = lineCounter(text)
  const needs = [...text.matchAll(/\bhttps?:\/\/[^\s"'`<>|\\)]{4,300}/g)].flatMap(
    ({ 0: address, index }): AskedNeed[] => {
      const around = lineAround(text, index)
      if (/^\s*#/.test(around) || !FETCHES.test(around) || !isPackage(address)) return []
      return [download(address, text, index, lineAt(index))]
    },
  )
  return { needs: needs.map((need) => ({ ...need, isOptional: path.includes('/') })), defines: [], enters: [] }
}

const FETCHES = /\b(?:wget|curl|pip3?|aria2c|axel|dpkg|rpm|apt(?:-get)?)\b/
