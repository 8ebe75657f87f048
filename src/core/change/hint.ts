import type { PatchLine } from './patch.ts'

/**
 * What every token holds a part of, and whatever else a line is looked at for: most of a change holds none of it, and the
 * compiler's view of that is not worth having. Includes of ordinary headers are ordinary.
 */
const HINT =
  /dma[-_](?:buf|fence|resv)|dmabuf|DMA_BUF|DMA_SHARED_BUFFER|[pP]2[pP]|P2PDMA|drm|DRM|accel_open|ACCEL|_IO(?![A-Za-z0-9]{2})|_IOWR|FIRMWARE|firmware|syscall-note|incbin|include(?!\s*[<"](?!drm\/|linux\/+(?:dma-|pci-p2p))[\w.+/-]+\.h[>"])|\bimport\b|imacros|-x\s*(?:c|assembler)|path\s*=|kernel::|_prime_|##|#\s*if\s*\(?\s*[01]\b|#\s*if\s+[01]/
/** In a header also the types of the uAPI. */
const HEADER_HINT = /__[su](?:8|16|32|64)\b/

export const hasHint = (text: string): boolean => HINT.test(text)

/** Whether any of these lines may matter, joined as a compiler joins them. */
export const anyHint = (lines: readonly PatchLine[], isHeader: boolean): boolean => {
  if (uncovers(lines)) return true
  let joined = ''
  for (const { text } of lines) {
    const isJoined = /\\\s*$/.test(text)
    if (isJoined || joined !== '') joined += isJoined ? text.trimEnd().slice(0, -1) : text
    if (HINT.test(text) || (isHeader && HEADER_HINT.test(text))) return true
    if (isJoined || joined === '') continue
    if (HINT.test(joined)) return true
    joined = ''
  }
  return joined !== '' && HINT.test(joined)
}

/** Whether the beginning of a comment is taken away, and its end is not. */
const uncovers = (lines: readonly PatchLine[]): boolean => {
  let isOpen = false
  for (const { kind, text } of lines) {
    if (kind !== 'removed') continue
    const begins = text.lastIndexOf('/*')
    const ends = text.lastIndexOf('*/')
    if (begins > ends) isOpen = true
    else if (ends !== -1) isOpen = false
  }
  return isOpen
}
