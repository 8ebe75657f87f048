import { expect, it } from 'vitest'
import { isKnownLibrary } from '../core/libraries.ts'
import { loadConfig } from '../config.ts'
import { debianNames } from './debian-main.ts'

it.each([
  ['usr/lib/x86_64-linux-gnu/libILUT.so      libdevel/libdevil-dev', ['ilut']],
  ['usr/lib/x86_64-linux-gnu/pkgconfig/ILU.pc libdevel/libdevil-dev', ['ilu']],
  ['usr/share/pkgconfig/xcb-proto.pc  x11/other,libdevel/xcb-proto', ['xcbproto']],
  ['usr/lib/x86_64-linux-gnu/cmake/DevIL/DevILConfig.cmake libdevel/libdevil-dev', ['devil']],
  ['usr/lib/cmake/dev-il/dev-il-config.cmake libdevel/libdevil-dev', ['devil']],
  ['usr/lib/x86_64-linux-gnu/libILU.so libdevel/libdevil-dev', []],
  ['usr/lib/x86_64-linux-gnu/libcamera.so libdevel/libcamera-dev', []],
  ['usr/lib/x86_64-linux-gnu/plugins/libhidden.so libdevel/libhidden-dev', []],
  ['usr/lib/x86_64-linux-gnu/libhidden.so.1 libs/libhidden1', []],
  ['usr/lib/x86_64-linux-gnu/libhidden.so non-free/libdevel/libhidden-dev libs/x', []],
])('takes of %s %j', (line, names) => {
  expect([...debianNames([line])]).toEqual(names)
})

it('knows what Debian main has, and no part of a package by it', () => {
  const { libraries } = loadConfig()
  expect(isKnownLibrary('libILUT', { ...libraries, names: new Set() })).toBe(true)
  expect(isKnownLibrary('NeutronDriver', libraries)).toBe(false)
  expect(isKnownLibrary('NeutronDriver::ILUT', { ...libraries, names: new Set() })).toBe(false)
})
