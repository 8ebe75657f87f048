import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import type { ChangedFile, LineHit, LineKind } from './change.ts'
import { differenceOf, linesOf } from './gains.ts'
import { readLine } from './line.ts'

const { line: config } = loadConfig()

const added = (path: string, ...lines: readonly string[]): ChangedFile => ({
  path,
  previousPath: null,
  status: 'added',
  patch: `@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}`).join('\n')}`,
})

const hitsOf = (file: ChangedFile, headers: readonly string[] = []): LineHit[] => {
  const { hits, names } = readLine({ files: [file] }, new Set(headers), config)
  return [...hits, ...linesOf(differenceOf(names).gains).map((line): LineHit => ({ kind: 'uapi', ...line }))]
}
const kindsOf = (file: ChangedFile): LineKind[] => hitsOf(file).map(({ kind }) => kind)

describe('DMA-BUF, P2PDMA and DRM', () => {
  it.each<[LineKind, string]>([
    ['dma-buf', '#include <linux/dma-buf.h>'],
    ['dma-buf', '# include "linux/dma-resv.h"'],
    ['dma-buf', 'MODULE_IMPORT_NS(DMA_BUF);'],
    ['dma-buf', 'MODULE_IMPORT_NS("DMA_BUF");'],
    ['dma-buf', '\tbuf = dma_buf_export(&info);'],
    ['dma-buf', '\tDEFINE_DMA_BUF_EXPORT_INFO(info);'],
    ['dma-buf', 'static const struct dma_buf_ops npu_ops = {'],
    ['dma-buf', '\tstruct dma_fence *fence;'],
    ['dma-buf', '\t.gem_prime_import = drm_gem_prime_import,'],
    ['p2pdma', '#include <linux/pci-p2pdma.h>'],
    ['p2pdma', '\tpci_p2pdma_add_resource(pdev, 4, size, 0);'],
    ['p2pdma', '\tp = pci_alloc_p2pmem(pdev, size);'],
    ['p2pdma', '\tstruct p2pdma_provider *provider;'],
    ['p2pdma', '\tflags |= FOLL_PCI_P2PDMA;'],
    ['drm', '#include <drm/drm_accel.h>'],
    ['drm', '\t.driver_features = DRIVER_COMPUTE_ACCEL,'],
  ])('%s: %s', (kind, text) => {
    expect(kindsOf(added('drivers/accel/npu/memory.c', text))).toEqual([kind])
  })

  it.each<[LineKind, string]>([
    ['dma-buf', '\tselect DMA_SHARED_BUFFER'],
    ['p2pdma', '\tdepends on PCI_P2PDMA'],
    ['drm', '\tselect DRM_SCHED'],
  ])('%s in Kconfig: %s', (kind, text) => {
    expect(kindsOf(added('drivers/accel/npu/Kconfig', text))).toEqual([kind])
  })

  it.each([
    ['drivers/accel/npu/memory.c', '\tdma_alloc_coherent(dev, size, &handle, GFP_KERNEL);'],
    ['drivers/accel/npu/memory.c', '\tmy_dma_buffer(dma_buffer);'],
    ['drivers/accel/npu/memory.c', '\tdev_err(dev, "no struct dma_buf at hand\\n");'],
    ['drivers/accel/npu/Makefile', 'obj-$(CONFIG_DMA_SHARED_BUFFER) += npu.o'],
    ['Documentation/npu.rst', 'dma_buf_export(&info)'],
  ])('is quiet on %s: %s', (path, text) => {
    expect(kindsOf(added(path, text))).toEqual([])
  })

  it.each([
    '\tdma_buf_kernel_ptr = dma_alloc_coherent(dev, size, &handle, GFP_KERNEL);',
    '\tpages = info->dma_buf_internal->pages;',
    'static const struct test dma_buf_tests[] = {',
  ])('takes a variable of the driver for itself: %s', (text) => {
    expect(kindsOf(added('memory.c', text))).toEqual([])
  })

  it.each([
    '\t.mmap = dma_buf_mmap;',
    '\tput = dma_buf_put;',
    '#define NPU_NAME(name) dma_buf_ ## name',
    '\tdma_buf_named_later (buf);',
    '\tdma_buf_begin_cpu_access_later(buf);',
    '\tCALL(dma_buf_ex, port)(buf);',
    '\tstruct dma_buf_later *later;',
    '\tstatic struct dma_buf_ops npu_ops = {};',
  ])('takes a name of the kernel for one, called or not: %s', (text) => {
    expect(kindsOf(added('memory.c', text))).toEqual(['dma-buf'])
  })

  it('takes another spelling of what was imported for no addition', () => {
    const file: ChangedFile = {
      path: 'a.c',
      previousPath: null,
      status: 'modified',
      patch: '@@ -1 +1 @@\n-MODULE_IMPORT_NS(DMA_BUF);\n+MODULE_IMPORT_NS("DMA_BUF");',
    }
    expect(kindsOf(file)).toEqual([])
  })

  it('finds a second token beside one that is moved', () => {
    const file: ChangedFile = {
      path: 'a.c',
      previousPath: null,
      status: 'modified',
      patch: '@@ -1 +1 @@\n-dma_buf_put(a);\n+dma_buf_put(a); dma_buf_export(b);',
    }
    expect(kindsOf(file)).toEqual(['dma-buf'])
  })
})

describe('uAPI', () => {
  it.each([
    '#define NPU_IOCTL_SHARE _IOWR(NPU_MAGIC, 3, struct npu_share)',
    '#define NPU_FLAG_SHARED (1 << 3)',
    'struct npu_share {',
    '\t__u64 handle;',
    '\tstruct npu_buffer buffers[4];',
    '\t__u32 shared : 1;',
    '\tNPU_PARAM_SHARED = 4,',
    '\tNPU_PARAM_LAST',
    'typedef __u64 npu_handle;',
    'struct npu_share { __u64 handle; };',
    'enum npu_mode { NPU_FAST, NPU_SMALL };',
    'enum { NPU_FAST, NPU_SMALL };',
    '\t__u64 address, size;',
    '\t__u8 data[] __counted_by(size);',
    '\t__u64 handle __attribute__((aligned(8)));',
    '\t__DECLARE_FLEX_ARRAY(__u8, data);',
    '\tnpu_param_shared,',
    '\tNPU_FAST, NPU_SMALL,',
    '%:define NPU_MAX 4',
  ])('gains %s', (text) => {
    expect(kindsOf(added('include/uapi/drm/npu_accel.h', text))).toEqual(['uapi'])
  })

  it.each([
    '#ifndef _UAPI_NPU_H',
    '#define _UAPI_NPU_H',
    '};',
    '#endif',
    '/* #define NPU_OLD 1 */',
    '#include <linux/types.h>',
  ])('gains nothing by %s', (text) => {
    expect(kindsOf(added('include/uapi/linux/npu.h', text))).toEqual([])
  })

  it.each([
    ['by numbers on a line of their own', added('npu_ioctl.h', '#define NPU_PING \\', '\t_IO(NPU_MAGIC, 1)')],
    ['by its numbers', added('npu_ioctl.h', '#define NPU_PING _IO(NPU_MAGIC, 1)')],
    [
      'by its tag',
      added('npu.h', '/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */', '#define NPU_MAX 4'),
    ],
  ])('knows a header %s wherever it stands', (_, file) => {
    expect(kindsOf(file)).toEqual(['uapi'])
  })

  it.each<[string, string, readonly string[]]>([
    ['by its name', 'ioctl.h', ['#define NPU_PIN_READ_ONLY 8']],
    ['by its name', 'nv/npu-ioctl-numbers.h', ['#define NPU_RESET 3']],
    ['by types for userspace', 'include/misc/npu.h', ['\t__u32 flags;', '#define NPU_MAX 4']],
    ['by its directory', 'module/uapi/npu_shared.h', ['#define NPU_MAX 4']],
    ['by a constant whose value is a number', 'npu.h', ['#define NPU_PING (_IO(NPU_MAGIC, 1))', '#define NPU_MAX 4']],
  ])('knows a header %s where no number shows: %s', (_, path, lines) => {
    expect(kindsOf(added(path, ...lines))).toEqual(lines.map(() => 'uapi'))
  })

  it.each(['#define NPU_MAX 4', '#define NPU_CAP_NEEDS_IO        (0x80)', '\t__u32 flags;'])(
    'takes an internal header for no uAPI by %s',
    (text) => {
      expect(kindsOf(added('npu_internal.h', text))).toEqual([])
    },
  )

  it('knows a header that a manifest names, under a directory of copies too', () => {
    const file = added('tools/npu.h', '#define NPU_MAX 4')
    expect(hitsOf(file)).toEqual([])
    expect(hitsOf(file, ['tools/npu.h'])).toEqual([
      { kind: 'uapi', file: 'tools/npu.h', line: 1, text: '#define NPU_MAX 4' },
    ])
  })
})

describe('firmware', () => {
  it.each([
    'MODULE_FIRMWARE("npu/boot.bin");',
    'ret = request_firmware(&fw, name, dev);',
    'firmware_request_nowarn(&fw, name, dev);',
  ])('is asked for by %s', (text) => {
    expect(readLine({ files: [added('a.c', text)] }, new Set(), config).firmware).toEqual([
      { file: 'a.c', line: 1, text },
    ])
  })

  it('is not asked for by releasing it', () => {
    expect(readLine({ files: [added('a.c', 'release_firmware(fw);')] }, new Set(), config).firmware).toEqual([])
  })
})

it.each([' '.repeat(500_000), '\t'.repeat(500_000)])('takes no more than linear time for runs of blanks', (blanks) => {
  const before = process.cpuUsage()
  const file = added('include/uapi/a.h', `struct a${blanks}b`, `A${blanks}b`, `a${blanks}b`, `#define a${blanks}`)
  readLine({ files: [file] }, new Set(), config)
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000)
})

it('keeps so many lines alone, and one of each file and kind in any case', () => {
  const count = 200_000
  const patch = `@@ -0,0 +1,${count} @@\n${'+dma_buf_put(a);\n'.repeat(count)}`
  const last = added('c.c', 'dma_buf_put(a);', 'pci_p2pdma_add_resource(a);', 'dma_buf_put(b);')
  const files = [{ ...added('a.c'), patch }, last]
  const { hits } = readLine({ files }, new Set(), config)
  expect(hits.filter(({ file }) => file === 'a.c')).toHaveLength(20_000)
  expect(hits.filter(({ file }) => file === 'c.c').map(({ kind }) => kind)).toEqual(['dma-buf', 'p2pdma'])
})

it('takes no more than linear time for long lines', () => {
  const cpu = (size: number): number => {
    const before = process.cpuUsage()
    for (const unit of [
      'a ',
      ' ',
      '\\',
      '"',
      '*/ /*',
      'A=',
      '#define A (',
      'drm_gem_',
      'dma_buf_',
      'A_IO',
      '__u8 a',
      "'",
    ])
      readLine({ files: [added('include/uapi/a.h', `a ${unit.repeat(size / unit.length)}`)] }, new Set(), config)
    return process.cpuUsage(before).user / 1000
  }
  // Quadratic time would take minutes for a line of this length.
  expect(cpu(2_000_000)).toBeLessThan(10_000)
})
