import businessSource from 'spdx-license-list/licenses/BUSL-1.1.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import type { Repository } from '../standin/index.ts'
import { APACHE, CROSSING, driverWorld, MANIFEST, MIT, propose, startService } from './service.ts'

/** Puts files into the compiler's repository, and lets the App judge a change that crosses the line. */
const judgeWith = async (
  changes: NonNullable<Parameters<Repository['commit']>[1]['changes']>,
  options: Parameters<typeof startService>[1] = {},
) => {
  const story = driverWorld()
  story.compiler.commit('main', { changes })
  const pull = propose(story)
  const service = await startService(story.world, options)
  await service.handle('pull_request', service.standin.payload.pullRequest(pull, 'opened'))
  const [run] = service.standin.checkRuns(story.driver, pull.headSha)
  if (run === undefined) throw new Error('no run')
  expect(service.standin.faults).toEqual([])
  return { ...story, ...service, pull, run }
}

describe('a licence is told from its texts', () => {
  test('whatever the field of the forge says', async () => {
    const story = driverWorld()
    story.compiler.license = { key: 'other', name: 'Other', spdxId: 'NOASSERTION' }
    const pull = propose(story)
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])

    // The field still says Apache-2.0.
    story.compiler.license = { key: 'apache-2.0', name: 'Apache License 2.0', spdxId: 'Apache-2.0' }
    story.compiler.commit('main', { changes: { LICENSE: businessSource.licenseText } })
    story.driver.commit('export', { changes: { 'src/more.c': CROSSING } })
    await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^failure: /)])
    expect(standin.checkRuns(story.driver, pull.headSha)[0]?.output.summary).toContain('BUSL-1.1')
  })

  test('with the sentence that was added to it linked at its line', async () => {
    const added = 'The Work may be used with example accelerators only.'
    const { run, compiler } = await judgeWith({ LICENSE: `${APACHE}\n\n${added}\n` })
    const line = `${APACHE}\n\n`.split('\n').length
    expect(run.conclusion).not.toBe('success')
    expect(run.output.summary).toContain(
      `https://github.com/example/npu-mlir/blob/${compiler.commitAt('main')?.sha}/LICENSE#L${line}`,
    )
    expect(run.output.summary).toContain('example accelerators only')
  })

  test('with what links lead to', async () => {
    const { run } = await judgeWith({
      LICENSE: { mode: '120000', target: 'legal/texts/apache.txt' },
      'legal/texts/apache.txt': APACHE,
    })
    expect(run.conclusion).toBe('success')
  })

  test('at, above and below the declared path', async () => {
    const story = driverWorld()
    story.compiler.commit('main', {
      changes: { LICENSE: null, 'llvm/lib/Target/NPU/npu100.cpp': 'int b;\n', 'llvm/LICENSE.TXT': APACHE },
    })
    story.driver.commit('main', {
      changes: { 'open-userspace.yml': MANIFEST.replace('path: lib', 'path: llvm/lib/Target/NPU') },
    })
    const pull = propose(story)
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
  })

  test('at the head where the driver repository itself is declared, for a fork too', async () => {
    const story = driverWorld()
    const manifest = MANIFEST.replace('https://github.com/example/npu-umd', '.')
    const fork = story.driver.fork('contributor')
    fork.commit('fix', { changes: { 'src/export.c': CROSSING, 'open-userspace.yml': manifest, LICENSE: MIT } })
    const pull = story.world.pullRequest({ base: story.driver, head: { repository: fork, branch: 'fix' } })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
    fork.commit('fix', { changes: { LICENSE: businessSource.licenseText } })
    await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^failure: /)])
    expect(standin.faults).toEqual([])
  })
})

describe('what can not be read of a licence is never a pass', () => {
  test('no licence file at all', async () => {
    const { run } = await judgeWith({ LICENSE: null })
    expect(run.conclusion).toBe('action_required')
  })

  test('a file that is larger than any licence', async () => {
    const { run } = await judgeWith({ LICENSE: `${APACHE}\n${'x\n'.repeat(300_000)}` })
    expect(run.conclusion).toBe('action_required')
  })

  test('a file that is binary', async () => {
    const { run } = await judgeWith({ LICENSE: Buffer.from([0, 1, 2, 3]) })
    expect(run.conclusion).toBe('action_required')
  })

  test('a link that leads nowhere, out of the repository or round in a circle', async () => {
    for (const target of ['nowhere.txt', '../../etc/passwd', 'LICENSE']) {
      const { run } = await judgeWith({ LICENSE: { mode: '120000', target } })
      expect([target, run.conclusion]).toEqual([target, 'action_required'])
    }
  })

  test('more files than are read', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`LICENSE.${at}`, APACHE]))
    const { run } = await judgeWith(many)
    expect(run.conclusion).toBe('action_required')
  })
})
