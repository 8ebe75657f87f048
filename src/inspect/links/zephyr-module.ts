import { type Asked, download, isAddress, lineCounter, NOTHING_ASKED } from './asked.ts'

/**
 * The binaries that a module of Zephyr has its users fetch, in whatever style of YAML: nothing else of such a file has a
 * `url`. https://docs.zephyrproject.org/latest/contribute/bin_blobs.html
 */
export const readZephyrModule = (text: string): Asked => {
  if (!text.includes('blobs')) return NOTHING_ASKED
  const lineAt = lineCounter(text)
  const needs = [...text.matchAll(URL)].flatMap(({ 1: address = '', index }) =>
    isAddress(address) ? [download(address, text, index, lineAt(index))] : [],
  )
  return { needs, defines: [], enters: [] }
}

const URL = /(?<![\w-])url["']?\s{0,20}:\s{0,20}["']?([a-z]{2,10}:\/\/[^\s"',}]{4,400})/g
