import apache from 'spdx-license-list/licenses/Apache-2.0.json' with { type: 'json' }
import businessSource from 'spdx-license-list/licenses/BUSL-1.1.json' with { type: 'json' }
import mit from 'spdx-license-list/licenses/MIT.json' with { type: 'json' }
import { createWorld, type PullRequest, type Repository, type World } from '../test/standin/index.ts'
import { filesOf, llvmException } from './files.ts'

export const MANIFEST = 'drivers/accel/lynx/open-userspace.yml'

const BRANCH = 'lynx-share'
const USERSPACE = 'example/lynx-umd'
const COMPILER = 'example/lynx-compiler'

/** Where the story takes place: a kernel tree with a pull request, its driver's open userspace, and its compiler. */
export type Scene = {
  readonly world: World
  readonly pull: PullRequest
  /** Pushes a manifest that names the compiler, and the licence that its vendor says it has. */
  readonly declareCompiler: (license: string) => void
  /** Lets anyone read the compiler. */
  readonly publishCompiler: () => void
  readonly relicenseCompiler: () => void
}

export const createScene = (): Scene => {
  const world = createWorld()
  const linux = world.repository({ name: 'example/linux', files: filesOf('linux') })
  world.repository({
    name: USERSPACE,
    license: 'MIT',
    files: { ...filesOf('lynx-umd'), LICENSE: mit.licenseText },
  })
  const compiler = createCompiler(world)
  world.install({ account: 'example' })

  linux.commit(BRANCH, {
    message: 'accel/lynx: share the memory of the card with its peers',
    changes: { ...filesOf('linux-export'), [MANIFEST]: manifest(null) },
  })
  return {
    world,
    pull: world.pullRequest({ base: linux, head: BRANCH, title: 'accel/lynx: share the memory of the card' }),
    declareCompiler: (license) => {
      linux.commit(BRANCH, {
        message: 'accel/lynx: declare the compiler',
        changes: { [MANIFEST]: manifest({ license }) },
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

const manifest = (compiler: { readonly license: string } | null): string =>
  [
    'version: 1',
    'driver: lynx',
    'uapi: [include/uapi/drm/lynx_accel.h]',
    'userspace:',
    `  - repository: https://github.com/${USERSPACE}`,
    '    license: MIT',
    ...(compiler === null
      ? []
      : ['compiler:', `  - repository: https://github.com/${COMPILER}`, `    license: ${compiler.license}`]),
    '',
  ].join('\n')
