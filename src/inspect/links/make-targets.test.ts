import fc from 'fast-check'
import { expect, it } from 'vitest'
import { madeBy } from './make-targets.ts'

it.each([
  ['a rule', 'libnpu.so: npu.o ioctl.o\n\t$(CC) -shared -o $@ $^\n'],
  ['a rule with a version', 'libnpu.so.$(MAJOR): $(OBJS)\n'],
  ['a rule over lines', '$(OUT)/libnpu.a: \\\n  npu.c\n'],
  ['a variable', 'TARGLIB := libnpu\n$(OUT)/${TARGLIB}.so.${MAJOR}: ${${TARGLIB}-objs}\n'],
  ['variables in variables', 'NAME = npu\nLIB = libnpu.so\nFILE = $(OUT)/$(LIB)\n$(FILE): $(OBJECTS)\n'],
  ['a recipe', 'all:\n\tgcc -shared -o $(OUT)/libnpu.so npu.c\n'],
  ['a soname', 'LDFLAGS += -shared -Wl,-soname,libnpu.so.1\n'],
  ['a list of what is built', 'lib_LTLIBRARIES = libnpu.la\n'],
  ['a target of rules elsewhere', 'TARGET = libnpu.so\ninclude ../rules.mk\n'],
])('%s makes a library', (_, text) => {
  expect(madeBy(text)).toContain('npu')
})

it.each([
  ['linking by a path', 'LIBS += $(SDK)/libnpu.so\n'],
  ['linking with others', 'npu-test: main.o\n\t$(CC) -o npu-test main.o $(SDK)/libnpu.so -lnpu\n'],
  ['depending on it', 'npu-test: main.o $(SDK)/libnpu.so\n'],
  ['installing it', 'VENDOR := libnpu\ninstall:\n\tinstall $(SDK)/$(VENDOR).so /usr/lib\n'],
  ['copying it', 'libnpu.so: $(SDK)/libnpu.so\n\tcp $< $@\n'],
  ['downloading it', 'libnpu.so:\n\tcurl -O https://example.com/libnpu.so\n'],
  ['a target that is a link', 'TARGET = $(SDK)/libnpu.so\n'],
  ['a comment', '# libnpu.so: npu.o\n'],
])('%s makes none', (_, text) => {
  expect(madeBy(text)).toEqual([])
})

it('takes any text', () => {
  const part = fc.constantFrom(
    '$(',
    '${',
    ')',
    '}',
    'A',
    '=',
    ':',
    'lib',
    'npu',
    '.so',
    ' -o ',
    '\\\n',
    '\n',
    '\t',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 400 }), (parts) => {
      expect(Array.isArray(madeBy(parts.join('')))).toBe(true)
    }),
  )
})
