import { expect, it } from 'vitest'
import { isKnownAddress, isKnownLibrary } from '../core/libraries.ts'
import { loadConfig } from '../config.ts'
import { debianAddresses, debianNames } from './debian-main.ts'

it.each([
  ['usr/lib/x86_64-linux-gnu/libILUT.so      libdevel/libdevil-dev', ['ilut']],
  ['usr/lib/x86_64-linux-gnu/pkgconfig/ILU.pc libdevel/libdevil-dev', ['ilu']],
  ['usr/share/pkgconfig/xcb-proto.pc  x11/other,libdevel/xcb-proto', ['xcbproto']],
  ['usr/lib/x86_64-linux-gnu/cmake/DevIL/DevILConfig.cmake libdevel/libdevil-dev', ['devil']],
  ['usr/lib/cmake/dev-il/dev-il-config.cmake libdevel/libdevil-dev', ['devil']],
  ['usr/lib/x86_64-linux-gnu/libILU.so libdevel/libdevil-dev', []],
  ['usr/lib/x86_64-linux-gnu/libplugin.so libdevel/libplugin-dev', []],
  ['usr/lib/x86_64-linux-gnu/pkgconfig/zebra.pc libdevel/libzebra-dev', []],
  ['usr/share/pkgconfig/DirectX-Headers.pc libdevel/directx-headers-dev', []],
  ['usr/lib/x86_64-linux-gnu/pkgconfig/ffnvcodec.pc libdevel/libffmpeg-nvenc-dev', []],
  ['usr/share/pkgconfig/xcb-proto.pc  x11/xcb-proto', ['xcbproto']],
  ['usr/share/pkgconfig/xcb.pc  x11/xcb-proto', []],
  ['usr/share/pkgconfig/xcb-proto.pc  contrib/x11/xcb-proto', []],
  ['usr/lib/x86_64-linux-gnu/libILUT.so x11/devil', []],
  ['usr/lib/x86_64-linux-gnu/plugins/libhidden.so libdevel/libhidden-dev', []],
  ['usr/lib/x86_64-linux-gnu/libhidden.so.1 libs/libhidden1', []],
  ['usr/lib/x86_64-linux-gnu/libhidden.so non-free/libdevel/libhidden-dev libs/x', []],
])('takes of %s %j', (line, names) => {
  expect([...debianNames([line], new Set(['zebra']))]).toEqual(names)
})

it.each([
  ['1.0-1', 'libs', 'https://github.com/Example/Okapi', ['github.com/example/okapi']],
  ['1.0-1', 'libs', 'http://gitlab.example.org/okapi/okapi.git/', ['gitlab.example.org/okapi/okapi']],
  ['1.0+dfsg-1', 'libs', 'https://github.com/example/okapi', []],
  ['1.0-1', 'x11', 'https://github.com/example/okapi', ['github.com/example/okapi']],
  ['1.0-1', 'games', 'https://github.com/example/okapi', []],
  ['1.0-1', 'libs', 'https://example.org/example/okapi', []],
  ['1.0-1', 'libs', 'https://github.com/example/okapi/wiki', []],
])('takes of version %s, section %s and homepage %s %j', (version, section, homepage, addresses) => {
  const lines = [
    'Package: okapi',
    `Version: ${version}`,
    `Section: ${section}`,
    `Homepage: ${homepage}`,
    '',
    'Package: x',
  ]
  expect([...debianAddresses(lines)]).toEqual(addresses)
})

it('knows what Debian main has, and no part of a package by it', () => {
  const { libraries } = loadConfig()
  expect(isKnownLibrary('libILUT', { ...libraries, names: new Set() })).toBe(true)
  expect(isKnownLibrary('NeutronDriver', libraries)).toBe(false)
  expect(isKnownAddress('https://github.com/emil-e/rapidcheck.git', libraries)).toBe(true)
  expect(isKnownAddress('https://github.com/example/rapidcheck', libraries)).toBe(false)
  expect(isKnownAddress('https://github.com/emil-e/rapidcheck/archive/v1.tar.gz', libraries)).toBe(true)
  for (const path of ['releases/download/v1/x.tar.gz', '../../example/closed', 'archive/../../../example/closed'])
    expect(isKnownAddress(`https://github.com/emil-e/rapidcheck/${path}`, libraries)).toBe(false)
  expect(isKnownAddress('https://github.com/google/re2/releases/download/v1/closed.so', libraries)).toBe(false)
  expect(isKnownLibrary('NeutronDriver::ILUT', { ...libraries, names: new Set() })).toBe(false)
})
