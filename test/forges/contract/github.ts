import type { RepositoryUrl } from '../../../src/core/repository-url.ts'
import { createGitHubForge } from '../../../src/forges/github/forge.ts'
import { createOctokit } from '../../../src/forges/github/octokit.ts'
import { faults, startStandin, createWorld } from '../../standin/index.ts'
import { DRIVER, type Fault, type Host, LINK, MIRRORED, MORE, OWN, type Starting, SUBMODULE } from './host.ts'

const FAULTS: Readonly<Record<Fault, ReturnType<typeof faults.hang>>> = {
  limited: faults.secondaryLimit({ status: 429 }),
  'bad gateway': faults.badGateway(),
  forbidden: { kind: 'status', status: 403, body: { message: 'Forbidden' } },
  silent: faults.hang(),
  reset: faults.reset(),
  'broken off': faults.truncated(),
  'a page for people': { kind: 'status', status: 200, body: '<p>Are you a robot?' },
}

/** @param isAnonymous by REST alone, instead of by a token */
export const github =
  (isAnonymous: boolean) =>
  async ({ closing, timeoutMs }: Starting): Promise<Host> => {
    const world = createWorld()
    const files = {
      ...DRIVER,
      'tools/run.sh': { mode: '100755', content: DRIVER['tools/run.sh'] },
      [LINK.path]: { mode: '120000', target: LINK.target },
      [SUBMODULE.path]: { mode: '160000', commit: SUBMODULE.commit },
    } as const
    const driver = world.repository({ name: 'acme/driver', files })
    const first = driver.commitAt('main')?.sha ?? ''
    driver.tag('v1', 'main', 'One')
    driver.tag('both', 'main')
    driver.branch('next')
    const side = driver.commit('side', { changes: { 'side.c': 'int side;\n' } })
    const last = driver.commit('main', { changes: MORE })
    driver.branch('both')
    const fork = driver.fork('forker', { name: 'fork' })
    fork.rename('acme/fork')
    const stray = fork.commit('main', { changes: OWN, parents: [first] })
    for (const [name, more] of [
      ['acme/old', { archived: true }],
      ['acme/mirror', { mirrorUrl: MIRRORED }],
      ['acme/hidden', { private: true }],
    ] as const)
      world.repository({ name, files: MORE, ...more })
    world.repository({ name: 'acme/empty' })
    world.repository({ name: 'acme/unborn', defaultBranch: 'unborn' }).commit('main', { changes: MORE })
    driver.rename('acme/before')
    driver.rename('acme/driver')
    driver.collaborator('maintainer', 'write')
    world.pullRequest({ base: driver, head: 'side', author: 'author', number: 7 }).review('maintainer', 'APPROVED')
    world.user('octocat')
    const standin = await startStandin({ world, limits: { anonymous: 5_000 } })
    closing.push(() => standin.close())
    const client = (token?: string) =>
      createOctokit({ baseUrl: standin.url, timeoutMs, ...(token === undefined ? {} : { token }) })
    return {
      forge: createGitHubForge({
        client: isAnonymous ? null : client(standin.userToken('octocat')),
        anonymous: client(),
        origin: 'https://github.com',
      }),
      commits: { first, last, side, stray },
      at: (path) => `https://github.com/${path}` as RepositoryUrl,
      changeAt: (path, number) => `https://github.com/${path}/pull/${number}`,
      fail: (fault) => void standin.fault(() => FAULTS[fault]),
    }
  }
