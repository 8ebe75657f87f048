import apache from 'spdx-license-list/licenses/Apache-2.0.json' with { type: 'json' }
import businessSource from 'spdx-license-list/licenses/BUSL-1.1.json' with { type: 'json' }
import mit from 'spdx-license-list/licenses/MIT.json' with { type: 'json' }
import type { PullRequest, Repository, World } from '../../test/standin/index.ts'
import { sharedObject } from '../binary.ts'
import { filesOf, llvmException } from '../files.ts'

export const LYNX_MANIFEST = 'drivers/accel/lynx/open-userspace.yml'

const BRANCH = 'lynx-share'
const USERSPACE = 'example/lynx-umd'
const COMPILER = 'example/lynx-compiler'
const RELEASES = 'example/lynx-sdk'

/** A kernel tree with a pull request, its driver's open userspace, and its compiler. */
export type Lynx = {
  readonly world: World
  readonly pull: PullRequest
  /** Until then the App knows nothing of it, and no sweep comes before the first step. */
  readonly install: () => void
  /** Pushes a manifest that names the compiler, and the licence that its vendor says it has. */
  readonly declareCompiler: (license: string) => void
  /** Lets anyone read the compiler. */
  readonly publishCompiler: () => void
  readonly relicenseCompiler: () => void
  /** Proposes a manifest that names the vendor's releases, which are prebuilt, in place of the compiler. */
  readonly proposeReleases: () => PullRequest
}

export const createLynx = (world: World): Lynx => {
  const linux = world.repository({ name: 'example/linux', files: filesOf('linux') })
  world.repository({
    name: USERSPACE,
    license: 'MIT',
    files: { ...filesOf('lynx-umd'), LICENSE: mit.licenseText },
  })
  const compiler = createCompiler(world)

  linux.commit(BRANCH, {
    message: 'accel/lynx: share the memory of the card with its peers',
    changes: { ...filesOf('linux-export'), [LYNX_MANIFEST]: manifest(null) },
  })
  const pull = world.pullRequest({ base: linux, head: BRANCH, title: 'accel/lynx: share the memory of the card' })
  return {
    world,
    pull,
    install: () => {
      world.install({ account: 'example' })
    },
    declareCompiler: (license) => {
      linux.commit(BRANCH, {
        message: 'accel/lynx: declare the compiler',
        changes: { [LYNX_MANIFEST]: manifest({ repository: COMPILER, license }) },
      })
    },
    publishCompiler: () => {
      compiler.visibility = 'public'
    },
    relicenseCompiler: () => {
      compiler.commit('main', { message: 'Relicense', changes: { LICENSE: apache.licenseText + llvmException() } })
      // GitHub's field names the licence, and never an exception to it.
      compiler.license = { key: 'apache-2.0', name: 'Apache License 2.0', spdxId: 'Apache-2.0' }
    },
    proposeReleases: () => {
      pull.merge()
      world.repository({
        name: RELEASES,
        license: 'MIT',
        files: {
          ...filesOf('lynx-sdk'),
          LICENSE: mit.licenseText,
          'lib/aarch64/liblynx_compiler.so': sharedObject(2_400_000),
        },
      })
      linux.commit('lynx-sdk', {
        message: 'accel/lynx: name the SDK',
        changes: { [LYNX_MANIFEST]: manifest({ repository: RELEASES, license: 'MIT' }) },
      })
      return world.pullRequest({ base: linux, head: 'lynx-sdk', title: 'accel/lynx: name the SDK' })
    },
  }
}

/** GitHub's field has a name for few licences, and this is none of them. */
const createCompiler = (world: World): Repository =>
  world.repository({
    name: COMPILER,
    private: true,
    license: 'NOASSERTION',
    files: { ...filesOf('lynx-compiler'), LICENSE: businessSource.licenseText },
  })

const manifest = (compiler: { readonly repository: string; readonly license: string } | null): string =>
  [
    'version: 1',
    'driver: lynx',
    'uapi: [include/uapi/drm/lynx_accel.h]',
    'userspace:',
    `  - repository: https://github.com/${USERSPACE}`,
    '    license: MIT',
    ...(compiler === null
      ? []
      : ['compiler:', `  - repository: https://github.com/${compiler.repository}`, `    license: ${compiler.license}`]),
    '',
  ].join('\n')
