import { describe, expect, test } from 'vitest'
import { faults } from '../standin/index.ts'
import { CROSSING, driverWorld, MANIFEST, MIT, propose, startService } from './service.ts'

const ARCHIVE = 'repos/download-tarball-archive'
const LISTING = 'git/get-tree'
const isPacked = (operation: string): boolean => operation === 'codeload'

const judged = async (story = driverWorld(), options: Parameters<typeof startService>[1] = {}) => {
  const pull = propose(story)
  const service = await startService(story.world, options)
  const open = () => service.handle('pull_request', service.standin.payload.pullRequest(pull, 'opened'))
  const run = () => service.standin.checkRuns(story.driver, pull.headSha).at(-1)
  return { ...story, ...service, pull, open, run }
}

describe('the files of a component', () => {
  test('come by one request for the archive and one for the listing, the archive itself without the token', async () => {
    const { standin, open, run } = await judged()
    await open()
    expect(run()?.conclusion).toBe('success')
    const asked = standin.requests.filter(
      ({ operation, path }) => (operation === ARCHIVE || operation === LISTING) && !path.includes('/npu-kmd/'),
    )
    expect(asked.map(({ operation }) => operation).toSorted()).toEqual([LISTING, LISTING, ARCHIVE, ARCHIVE])
    const packed = standin.requests.filter(({ operation }) => isPacked(operation))
    expect(packed.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
    expect(standin.faults).toEqual([])
  })

  test('are read once: another verdict on the same commits asks for no archive and no listing', async () => {
    const { standin, open, driver, pull, handle, run } = await judged()
    await open()
    standin.reset()
    driver.commit('export', { changes: { 'src/more.c': CROSSING } })
    await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
    expect(run()?.conclusion).toBe('success')
    expect(standin.requests.filter(({ operation }) => isPacked(operation) || operation === LISTING)).toEqual([])
    expect(standin.requests).toHaveLength(5)
  })

  test('are read in one pass for several components of one repository', async () => {
    const story = driverWorld()
    story.compiler.commit('main', { changes: { 'umd/LICENSE': MIT, 'umd/a.c': 'int a;\n' } })
    const manifest = MANIFEST.replace('npu-umd', 'npu-mlir\n    path: umd')
    story.driver.commit('main', { changes: { 'open-userspace.yml': manifest } })
    const { standin, open } = await judged(story)
    await open()
    expect(standin.requests.filter(({ operation }) => isPacked(operation))).toHaveLength(1)
  })
})

describe('files that can not be had', () => {
  test.each([
    ['the request for the archive', (operation: string) => operation === ARCHIVE, faults.badGateway, /502/],
    ['the archive', isPacked, faults.badGateway, /502/],
    ['the listing', (operation: string) => operation === LISTING, faults.badGateway, /502/],
    ['an archive that breaks off', isPacked, faults.truncated, /broke off|damaged/],
    ['an archive that is none', isPacked, faults.malformed, /damaged/],
  ])('%s: the run stays in progress, and says why', async (_, at, fault, why) => {
    const { standin, open, run } = await judged()
    const mend = standin.fault(({ operation }) => (at(operation) ? fault() : undefined))
    await open()
    expect(run()).toMatchObject({ status: 'in_progress', conclusion: null })
    expect(run()?.output.summary).toMatch(why)
    // What failed was not kept.
    mend()
    await open()
    expect(run()?.conclusion).toBe('success')
  })
})

test('firmware is read by its list and the licences that this names, never by its archive', async () => {
  const story = driverWorld()
  const whence = [
    'Driver: npu',
    'File: npu/fw.bin',
    'Licence: Redistributable. See LICENCE.npu for details.',
    '',
    '-'.repeat(74),
  ].join('\n')
  story.world.repository({
    name: 'example/linux-firmware',
    files: {
      WHENCE: `${whence}\n`,
      'LICENCE.npu':
        'Redistribution. Redistribution and use in binary form, without modification, are permitted provided that the ' +
        'following conditions are met: redistributions must reproduce the above copyright notice.\n',
      'npu/fw.bin': Buffer.alloc(1000),
    },
  })
  const firmware = 'firmware:\n  - { repository: https://github.com/example/linux-firmware, files: ["npu/*"] }\n'
  story.driver.commit('main', { changes: { 'open-userspace.yml': MANIFEST + firmware } })
  const { standin, open, run } = await judged(story)
  await open()
  expect(run()?.output.text ?? run()?.output.summary).toContain('linux-firmware')
  const packed = standin.requests.filter(({ operation }) => isPacked(operation)).map(({ path }) => path)
  expect(packed.filter((path) => path.includes('linux-firmware'))).toEqual([])
  expect(packed).toHaveLength(2)
  expect(standin.requests.filter(({ operation }) => operation === 'graphql Files')).toHaveLength(2)
  expect(standin.faults).toEqual([])
})
