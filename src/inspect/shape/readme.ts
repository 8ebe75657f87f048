import type { Shape } from '../../core/evidence/shape.ts'
import { quoted } from '../links/asked.ts'

type Says = Shape['says'][number]

const MOST = 12

/** What a README says of its own repository: that it moved, mirrors another, is no longer kept, or needs what is closed. */
export const saysOf = (path: string, text: string): readonly Says[] => {
  const found: Says[] = []
  const lines = text.split('\n')
  for (const [at, line] of lines.entries()) {
    if (found.length >= MOST) break
    const near = line.slice(0, 1000)
    // A sentence may go on in the next line.
    const next = (lines[at + 1] ?? '').slice(0, 400)
    const isEarly = at < EARLY
    const what = whatSays(near, `${near} ${next}`, isEarly, at)
    if (what !== null && !found.some((each) => each.what === what && each.line >= at))
      found.push({ what, path, line: at + 1, text: quoted(line) })
  }
  return found
}

/** A repository says what it is at the top. */
const EARLY = 40

const whatSays = (line: string, sentence: string, isEarly: boolean, at: number): Says['what'] | null => {
  if (at < 12 && KERNEL.test(line) && !BESIDE_KERNEL.test(line)) return 'kernel-side'
  if (isEarly && MOVED.test(line) && !PAGES.test(line)) return 'moved'
  if (isEarly && MIRROR.test(line)) return 'mirror'
  if (isEarly && UNKEPT.test(line)) return 'unkept'
  const begins = NEEDS.exec(sentence)
  return begins !== null && begins.index < line.length ? 'needs-closed' : null
}

const MOVED =
  /\b(?:this|the) (?:repo(?:sitory)?|project|code|development|source(?: code)?)\b[^.]{0,60}\b(?:has|have|was|were) (?:been )?(?:moved|migrated|relocated|transferred|merged)\b|\b(?:moved|migrated|relocated) to\b[^.]{0,20}\bhttps?:\/\/|\bnew home\b[^.]{0,60}https?:\/\//i

/** What moves without the code. */
const PAGES =
  /\b(?:documentation|docs|wiki|manual|issues?|bug ?tracker|mailing lists?|downloads?|website|discussions?|tutorials?|chat|channel)\b[^.]{0,40}\bmoved\b/i

const MIRROR =
  /\b(?:this (?:repo(?:sitory)?|is)|it is)\b[^.]{0,60}\b(?:a |an )?(?:\w+[- ]){0,3}mirror (?:of|repo)|\bread-?only mirror\b|\bunofficial mirror\b|\bofficial mirror of\b/i

const UNKEPT =
  /\bno longer (?:be )?(?:\w+ )?(?:maintained|supported|developed|updated)\b|\bnot under active (?:management|development|maintenance)\b|\b(?:is|has been) (?:deprecated|archived|discontinued)\b|\bunmaintained\b/i

/** A repository whose title says that it is the kernel's side of a stack. */
const KERNEL =
  /^\s{0,3}(?:#{1,2}\s.{0,80}|[A-Z].{0,60})\b(?:kernel[- ](?:mode )?(?:modules?|drivers?)|KMD)\b(?! (?:interface|api|headers?|and user))/i

/** "thunk library for kernel driver", "userspace of the kernel driver", "both the kernel driver and the DPDK driver" */
const BESIDE_KERNEL =
  /\b(?:both|either)\b|\bkernel (?:modules?|drivers?) (?:and|or)\b|\b(?:for|to|of|with|over|using)\b.{0,40}\bkernel\b|librar|user|runtime|tools?\b/i

const CLOSED = '(?:propriet\\w+|closed[- ]?sourced?|binary[- ]only|NDA|non-?disclosure)'

/** What vendors keep to themselves, by the names that stacks ask for it by. */
const PRODUCTS =
  '(?:CUDA(?: (?:Toolkit|SDK)|(?= ?(?:>=|≥|v?\\d)))|tileiras|CANN(?: toolkit)?|Hexagon (?:SDK|Tools)|(?:QNN|SNPE|Poplar|OpenVX|Neuron|TIDL|Hailo Dataflow) (?:SDK|Compiler)|Hailo Dataflow Compiler|Vivado|Vitis HLS|Quartus)'

const NEEDS = new RegExp(
  [
    // "requires the proprietary …", "must be used with the closed-source …"
    `\\b(?:requires?|needs?|depends? (?:up)?on|relies on|must (?:be )?(?:used|installed|combined|linked) (?:with|against)?|links? (?:to|against|with)|built on top of|wrapper (?:for|around))\\b[^.;]{0,100}\\b${CLOSED}`,
    // "code using proprietary APIs to interface to the firmware"
    `\\b(?:uses?|using|through|via|calls?) (?:the |a |an |its )?${CLOSED} (?:apis?|interfaces?|librar\\w+|drivers?|binar\\w+|firmware|sdks?|runtimes?|compilers?|toolchains?)\\b`,
    // "the compiler is closed source", "the source code of … is not open source"
    '\\b(?:source|source code|compiler|driver|library|runtime|firmware|backend|back end|toolchain|part|parts|component|components)\\b[^.;]{0,80}\\b(?:is|are|remains?) (?:currently |still |not yet )?(?:closed[- ]?sourced?|proprietary|binary[- ]only|not (?:yet )?open[- ]?sourced?|not (?:publicly )?available (?:as|in) source)\\b',
    // "You will need a supported CUDA device, CUDA Toolkit 13.1+", "needs to be compiled and linked against … OpenVX SDK"
    `\\b(?:requires?|needs?|depends? (?:up)?on|relies on|must be (?:linked|built|compiled) (?:with|against))\\b[^.;]{0,80}\\b${PRODUCTS}\\b(?![^.;]{0,20} (?:is|are) (?:not|optional))`,
    // NVIDIA: "kernel modules built here must be used with GSP firmware and user-space NVIDIA GPU driver components"
    '\\bmust be used with\\b[^.;]{0,80}\\buser-?space\\b[^.;]{0,60}\\b(?:driver|components?|librar)',
  ].join('|'),
  'i',
)
