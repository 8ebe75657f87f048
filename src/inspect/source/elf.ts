import type { Form } from './form.ts'

/**
 * What an ELF file is, by its header. `bytes` may be its beginning alone.
 *
 * Source: the generic ABI's ELF header, and the machines of binutils' include/elf/common.h and LLVM's ELF.h.
 */
export const elfForm = (bytes: Uint8Array, path: string): Form => {
  const isLittle = bytes[5] !== 2
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const u16 = (at: number): number => (at + 2 <= bytes.length ? view.getUint16(at, isLittle) : 0)
  const type = u16(16)
  const machine = u16(18)
  const name = MACHINES[machine] ?? `machine ${machine}`
  const device = DEVICES[machine]
  if (device !== undefined) return { kind: 'device', form: `ELF code object, ${device}` }
  if (type === RELOCATABLE)
    return { kind: 'library', form: `${path.endsWith('.ko') ? 'ELF kernel module' : 'ELF object'}, ${name}` }
  if (type === SHARED && !isProgram(view, bytes, isLittle, path))
    return { kind: 'library', form: `ELF shared object, ${name}` }
  // A program for another machine than those that have an operating system is firmware.
  if (MACHINES[machine] === undefined) return { kind: 'device', form: `ELF program, ${name}` }
  return { kind: 'program', form: `ELF program, ${name}` }
}

const RELOCATABLE = 1
const SHARED = 3
const INTERPRETER = 3

/** A program that may lie anywhere in memory is a shared object that names an interpreter. */
const isProgram = (view: DataView, bytes: Uint8Array, isLittle: boolean, path: string): boolean => {
  if (/\.so(?:\.|$)/.test(path)) return false
  const is64 = bytes[4] === 2
  if (bytes.length < 64) return false
  const from = is64 ? Number(view.getBigUint64(32, isLittle)) : view.getUint32(28, isLittle)
  const size = view.getUint16(is64 ? 54 : 42, isLittle)
  const count = Math.min(view.getUint16(is64 ? 56 : 44, isLittle), 64)
  for (let at = 0; at < count; at += 1) {
    const header = from + at * size
    if (header + 4 > bytes.length) return false
    if (view.getUint32(header, isLittle) === INTERPRETER) return true
  }
  return false
}

const MACHINES: Readonly<Record<number, string>> = {
  2: 'SPARC',
  3: 'x86',
  8: 'MIPS',
  20: 'PowerPC',
  21: 'PowerPC 64',
  22: 'S390',
  40: 'Arm',
  42: 'SuperH',
  43: 'SPARC 64',
  50: 'IA-64',
  62: 'x86-64',
  94: 'Xtensa',
  183: 'AArch64',
  195: 'ARC',
  243: 'RISC-V',
  247: 'BPF',
  252: 'C-SKY',
  258: 'LoongArch',
}

/** Machines that only accelerators have. */
const DEVICES: Readonly<Record<number, string>> = {
  164: 'Hexagon DSP',
  190: 'CUDA',
  204: 'Cadence Tensilica',
  224: 'AMD GPU',
  251: 'Vector engine',
  264: 'AI Engine',
}
