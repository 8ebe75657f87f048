import type { RepositoryUrl } from '../../../src/core/repository-url.ts'
import type { Forge } from '../../../src/forges/forge.ts'
import type { Bare } from './bare.ts'

/** What goes wrong with every answer of a host. */
export type Fault = 'limited' | 'bad gateway' | 'forbidden' | 'silent' | 'reset' | 'broken off' | 'a page for people'

/** Commits of the repositories that all hosts have, by what they are. */
export type Commits = {
  /** Of `acme/driver`: its first on `main`, its last there, its own of the branch `side`. */
  readonly first: string
  readonly last: string
  readonly side: string
  /** Among its objects, and on no branch or tag of it. */
  readonly stray: string
}

/** A forge with the repositories of the contract: the same on each, as far as it has such things. */
export type Host = {
  readonly forge: Forge
  readonly commits: Commits
  /** `acme/driver` as a manifest names it there. */
  readonly at: (path: string) => RepositoryUrl
  /** A change to a repository as people link it there. */
  readonly changeAt: (path: string, number: number) => string
  /** From now on. */
  readonly fail: (fault: Fault) => void
}

export type Starting = {
  readonly bare: Bare
  /** How long a host is waited for, milliseconds. */
  readonly timeoutMs: number
  /** Gets what is to be called when the host is no longer needed. */
  readonly closing: (() => Promise<void>)[]
}

export const DRIVER = {
  LICENSE: 'MIT\n',
  'src/driver.c': 'int a;\n',
  'src/npu/npu.c': 'int npu;\n',
  'tools/run.sh': '#!/bin/sh\n',
  'large.bin': 'x'.repeat(1_500_000),
  '.gitmodules': '[submodule "sub"]\n\tpath = src/sub\n\turl = ../npu-sub.git\n',
} as const
export const LINK = { path: 'link', target: 'src/driver.c' } as const
export const SUBMODULE = { path: 'src/sub', commit: 'd'.repeat(40) } as const
export const MORE = { 'src/more.c': 'int b;\n' } as const
export const OWN = { 'own/own.c': 'int c;\n' } as const
export const MIRRORED = 'https://git.example.org/a/b.git'
