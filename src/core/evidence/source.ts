import type { Count } from './snapshot-facts.ts'

/** What stands below a component's paths, told by content and not by name alone. */
export type Source = {
  /** Written by people, by language, largest first; tests, samples, generated and vendored files are apart. */
  readonly languages: readonly (Count & { readonly language: string })[]
  /** Those of `languages` that only declare: C and C++ headers. */
  readonly headers: Count
  /** Those of `languages` that only build, install or start: shell scripts. */
  readonly scripts: Count
  readonly generated: Count
  readonly vendored: Count
  readonly tests: Count
  /** Those of `languages` that are part of a kernel module, by the headers that they include. */
  readonly kernel: Count
  /** Those of `languages` that run as programs of an operating system, by what they include or are written in. */
  readonly hosted: Count
  readonly binaries: Binaries
}

export type Binaries = Count & {
  /** All of them, by what they are and whose. */
  readonly kinds: readonly (Count & Pick<Binary, 'kind' | 'whose'>)[]
  /** The most telling first; not all of many. */
  readonly found: readonly Binary[]
}

/** By the directories on the way: the software itself, other people's code, or tests, samples and the like. */
export type Whose = 'own' | 'vendored' | 'test'

/**
 * `library`: what other code links or loads (ELF shared objects, archives, DLLs, kernel modules). `program`: what runs.
 * `device`: code for a device (GPU, DSP and NPU objects, firmware images). `blob`: opaque data too large to be a table.
 * `array`: a binary written as a C array. `pointer`: an LFS pointer, whose content nobody has here.
 */
export const BINARY_KINDS = ['library', 'program', 'device', 'blob', 'array', 'pointer'] as const
export type BinaryKind = (typeof BINARY_KINDS)[number]

/** The form of an array that is as good as an image for a device. */
export const MACHINE_WORDS = 'C array of 32-bit instruction words'

export type Binary = {
  readonly path: string
  readonly kind: BinaryKind
  readonly whose: Whose
  /** By its magic bytes, such as `ELF shared object, AArch64`. */
  readonly form: string
  readonly bytes: number
}
