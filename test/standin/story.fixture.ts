import { createWorld, startStandin, type Standin, type StandinOptions } from './index.ts'

/** A small world that the stand-in's own tests share: a driver, its open userspace, a private compiler, a fork. */
export const tellStory = () => {
  const world = createWorld()
  world.user('octocat')
  const driver = world.repository({
    name: 'acme/driver',
    license: 'GPL-2.0',
    files: {
      'drivers/accel/acme/main.c': '#include <linux/module.h>\n\nint acme_init(void)\n{\n\treturn 0;\n}\n',
      'include/uapi/acme.h': '#define ACME_GET 1\n',
      COPYING: 'GNU GENERAL PUBLIC LICENSE\n',
      'logo.png': Buffer.from([0x89, 0x50, 0, 1, 2, 3]),
      link: { mode: '120000', target: 'COPYING' },
    },
  })
  const userspace = world.repository({ name: 'acme/userspace', license: 'MIT', files: { LICENSE: 'MIT License\n' } })
  const compiler = world.repository({ name: 'acme/compiler', private: true, files: { 'a.c': 'int a;\n' } })
  const installation = world.install({ account: 'acme' })
  driver.commit('feature/x', {
    message: 'accel: export buffers',
    changes: {
      'drivers/accel/acme/main.c':
        '#include <linux/module.h>\n\nint acme_init(void)\n{\n\tdma_buf_export(0);\n\treturn 0;\n}\n',
      'open-userspace.yml': 'version: 1\n',
    },
  })
  const pull = world.pullRequest({ base: driver, head: 'feature/x', title: 'Export buffers' })
  const fork = driver.fork('contributor')
  const forkHead = fork.commit('fix', { changes: { 'include/uapi/acme.h': '#define ACME_GET 2\n' } })
  const forkPull = world.pullRequest({ base: driver, head: { repository: fork, branch: 'fix' }, draft: true })
  return { world, driver, userspace, compiler, installation, pull, fork, forkHead, forkPull }
}

export type Story = ReturnType<typeof tellStory>

/** The story with a stand-in that tells it. */
export const startStory = async (
  options: Omit<StandinOptions, 'world'> = {},
): Promise<Story & { standin: Standin }> => {
  const story = tellStory()
  return { ...story, standin: await startStandin({ ...options, world: story.world }) }
}
