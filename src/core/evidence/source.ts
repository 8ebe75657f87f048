import type { Count } from './snapshot-facts.ts'

/** What stands below a component's paths, told by content and not by name alone. */
export type Source = {
  /** Written by people, by language, largest first; tests, samples, generated and vendored files are apart. */
  readonly languages: readonly (Count & { readonly language: string })[]
  /** Those of `languages` that only declare: C and C++ headers. */
  readonly headers: Count
  readonly generated: Count
  readonly vendored: Count
  readonly tests: Count
  readonly binaries: Binaries
}

export type Binaries = Count & {
  /** The most telling first; not all of many. */
  readonly found: readonly Binary[]
}

/**
 * `library`: what other code links or loads (ELF shared objects, archives, DLLs, kernel modules). `program`: what runs.
 * `device`: code for a device (GPU, DSP and NPU objects, firmware images). `blob`: opaque data too large to be a table.
 * `array`: a binary written as a C array. `pointer`: an LFS pointer, whose content nobody has here.
 */
export const BINARY_KINDS = ['library', 'program', 'device', 'blob', 'array', 'pointer'] as const
export type BinaryKind = (typeof BINARY_KINDS)[number]

export type Binary = {
  readonly path: string
  readonly kind: BinaryKind
  /** By its magic bytes, such as `ELF shared object, AArch64`. */
  readonly form: string
  readonly bytes: number
}
