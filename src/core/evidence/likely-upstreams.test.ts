import { expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import { likelyUpstreams } from './likely-upstreams.ts'

const config = loadConfig()
const MESA = 'https://gitlab.freedesktop.org/mesa/mesa'
const LLVM = 'https://github.com/llvm/llvm-project'

const likely = (urls: string | readonly string[], paths: readonly string[] = []) =>
  likelyUpstreams(config, { urls: [urls].flat() as RepositoryUrl[], paths })

it.each([
  ['https://github.com/acme/mesa', MESA],
  ['https://github.com/acme/Mesa-mirror', MESA],
  ['https://git.example.org/a/b/acme_mesa', MESA],
  ['https://github.com/acme/linux-firmware-npu', 'https://gitlab.com/kernel-firmware/linux-firmware'],
  ['https://github.com/acme/igt-gpu-tools', 'https://gitlab.freedesktop.org/drm/igt-gpu-tools'],
  ['https://github.com/acme/linux', 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux'],
  ['https://github.com/acme/npu_llvm', LLVM],
])('%s may be a copy of %s', (repository, upstream) => {
  expect(likely(repository)[0]).toBe(upstream)
})

it.each([
  'https://github.com/acme/npu-umd',
  'https://github.com/acme/mesatronic',
  'https://github.com/acme/npu-linux-driver',
  // Listed themselves.
  MESA,
  'https://github.com/anholt/mesa',
  'https://github.com/torvalds/linux',
  'https://github.com/ROCm/llvm-project',
])('%s is looked up nowhere', (repository) => {
  expect(likely(repository)).toEqual([])
})

it('has directories that another project alone has, or was forked from what is listed', () => {
  expect(likely('https://github.com/acme/npu-gl', ['src/gallium/drivers/npu'])).toEqual([MESA])
  expect(likely('https://github.com/acme/npu-gl', ['src/galliumx'])).toEqual([])
  const here = 'https://github.com/acme/npu-gl'
  expect(likely([here, here, 'https://github.com/chaotic-cx/mesa-mirror'])).toEqual([MESA])
})

it('is looked up at two upstreams at most, the likeliest first', () => {
  const found = likely('https://github.com/acme/mesa-llvm-libclc-iree', ['llvm/lib/Target/NPU'])
  expect(found).toHaveLength(2)
  expect(found[0]).toBe(LLVM)
})

it('is known by where it has moved to', () => {
  expect(likely(['https://github.com/acme/npu-gl', MESA])).toEqual([])
})

it('is looked up at no host that is not asked', () => {
  const forges = config.forges.filter(({ host }) => host !== 'gitlab.freedesktop.org')
  const urls = ['https://github.com/acme/mesa' as RepositoryUrl]
  expect(likelyUpstreams({ ...config, forges }, { urls, paths: [] })).toEqual([])
})
