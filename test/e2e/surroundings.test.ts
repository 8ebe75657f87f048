import { describe, expect, test } from 'vitest'
import { CROSSING, driverWorld, MANIFEST, propose, startService } from './service.ts'

const HEADER = '#define NPU_PING _IO(3, 4)\nstruct npu_ping {\n\t__u32 flags;\n};\n'

describe('what the driver held before', () => {
  test('is read from the base: more of what it used crosses nothing', async () => {
    const story = driverWorld()
    story.driver.commit('main', { changes: { 'open-userspace.yml': null, 'src/share.c': CROSSING } })
    const pull = propose(story)
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
    expect(standin.faults).toEqual([])
  })

  test('that nobody could read is no failure and no pass', async () => {
    const story = driverWorld()
    story.driver.commit('main', { changes: { 'open-userspace.yml': null } })
    const pull = propose(story)
    const { standin, handle } = await startService(story.world)
    standin.fault(({ operation }) => (operation === 'git/get-tree' ? { kind: 'status', status: 502 } : undefined))
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(standin.checkRuns(story.driver, pull.headSha).map(({ status }) => status)).toEqual(['in_progress'])
  })

  test('tells that a repository builds no module, and keeps a copy of the header', async () => {
    const story = driverWorld()
    story.driver.commit('main', { changes: { 'open-userspace.yml': null, 'CMakeLists.txt': 'project(npu)\n' } })
    const pull = propose(story, { 'linux/include/uapi/drm/npu.h': HEADER })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
  })
})

test('a manifest that names a far-off header rules it, wherever it stands', async () => {
  const story = driverWorld()
  story.driver.commit('main', {
    changes: {
      'open-userspace.yml': null,
      'module/Kbuild': 'obj-m += npu.o\n',
      'module/open-userspace.yml': `${MANIFEST}uapi: [include/uapi/drm/npu.h]\n`,
    },
  })
  story.userspace.commit('main', { changes: { 'ping.c': 'int ping(int fd) { return ioctl(fd, NPU_PING, 0); }\n' } })
  const pull = propose(story, { 'include/uapi/drm/npu.h': HEADER })
  const { standin, handle, runs } = await startService(story.world)
  await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: Passes/)])
  expect(standin.faults).toEqual([])
})
