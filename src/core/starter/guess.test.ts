import { describe, expect, it } from 'vitest'
import { guessFromChange } from './guess-change.ts'
import { guessStack } from './guess.ts'
import { wholeText } from './source-text.ts'

const DIRECTORY = 'drivers/accel/npu'
const at = (value: string, file: string, line: number) => ({ value, file, line })

describe('what a kernel tree tells of a driver', () => {
  const guesses = guessStack('npu', DIRECTORY, [
    wholeText(
      'MAINTAINERS',
      `
OTHER DRIVER
W:	https://github.com/example/other
F:	drivers/accel/other/

NPU DRIVER
L:	dri-devel@lists.example.org
W:	https://github.com/example/npu-tools
W:	https://npu.example.org/about
F:	Documentation/accel/npu/
F:	drivers/accel/npu/
F:	include/uapi/drm/npu_accel.h
`,
    ),
    wholeText(
      `${DIRECTORY}/Kconfig`,
      `config DRM_ACCEL_NPU
	tristate "NPU"
	help
	  The userspace is the driver of that name in Mesa3D.
`,
    ),
    wholeText(
      `${DIRECTORY}/npu_fw.c`,
      `MODULE_FIRMWARE("npu/one.bin");
	MODULE_FIRMWARE("npu/" "two.bin");
MODULE_FIRMWARE(NPU_NAME);
`,
    ),
    wholeText(
      'Documentation/accel/npu/npu.rst',
      `====
NPU
====

See https://github.com/example/not-meant

Userspace components
====================

Compiler
--------

It is kept at https://github.com/example/npu-llvm.

Usermode Driver (UMD)
---------------------

https://github.com/example/npu-umd
https://github.com/example/npu-umd/tree/main/docs

Operation
=========

https://github.com/example/not-meant-either
`,
    ),
    wholeText('Documentation/accel/other.rst', 'Userspace components\n====\n\nhttps://github.com/example/other\n'),
    wholeText('include/uapi/drm/npu_accel.h', '#define X 1\n'),
    wholeText('include/uapi/drm/other.h', '#define X 1\n'),
  ])

  it('is each repository in the role that its place names', () => {
    expect(guesses.compiler).toEqual([at('https://github.com/example/npu-llvm', 'Documentation/accel/npu/npu.rst', 13)])
    expect(guesses.userspace).toEqual([
      at('https://github.com/example/npu-umd', 'Documentation/accel/npu/npu.rst', 18),
      at('https://gitlab.freedesktop.org/mesa/mesa', `${DIRECTORY}/Kconfig`, 4),
      at('https://github.com/example/npu-tools', 'MAINTAINERS', 8),
    ])
  })

  it('is each firmware file that stands there by its name', () => {
    expect(guesses.files).toEqual([
      at('npu/one.bin', `${DIRECTORY}/npu_fw.c`, 1),
      at('npu/two.bin', `${DIRECTORY}/npu_fw.c`, 2),
    ])
  })

  it('is its uAPI header, once', () => {
    expect(guesses.uapi).toEqual([at('include/uapi/drm/npu_accel.h', 'MAINTAINERS', 12)])
  })
})

describe('what else tells of a driver', () => {
  it('is a header with numbers of ioctls in a repository of its own, and none of its tests', () => {
    const texts = ['ioctl.h', 'test/ioctl.h', 'npu.h'].map((path) =>
      wholeText(path, path === 'npu.h' ? 'int a;\n' : '\n#define NPU_GO _IOW(0xFA, 1, int)\n'),
    )
    expect(guessStack('npu-kmd', '', texts).uapi).toEqual([at('ioctl.h', 'ioctl.h', 2)])
  })

  it('is a change that brings it along', () => {
    const change = {
      files: [
        {
          path: `${DIRECTORY}/npu.c`,
          previousPath: null,
          status: 'added' as const,
          patch: '@@ -0,0 +1,2 @@\n+int a;\n+MODULE_FIRMWARE("npu/one.bin");',
        },
      ],
    }
    const hits = [{ kind: 'uapi' as const, file: 'include/uapi/drm/npu.h', line: 3, text: '' }]
    expect(guessFromChange('npu', `${DIRECTORY}/open-userspace.yml`, hits, change)).toMatchObject({
      uapi: [at('include/uapi/drm/npu.h', 'include/uapi/drm/npu.h', 3)],
      files: [at('npu/one.bin', `${DIRECTORY}/npu.c`, 2)],
    })
  })
})
