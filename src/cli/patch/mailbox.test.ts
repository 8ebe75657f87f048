import { expect, test } from 'vitest'
import { patchTexts } from './mailbox.ts'

const HEADERS = 'From: A <a@example.org>\nSubject: [PATCH] x\nMIME-Version: 1.0\n'
const DIFF = 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-a\n+é = dma_buf_export(&info);\n'
const BEGIN = 'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n'

const texts = (content: string | Buffer): Promise<readonly string[]> => patchTexts(Buffer.from(content))

test('a diff is itself', async () => {
  expect(await texts(DIFF)).toEqual([DIFF])
})

test('an mbox is each of its mails, in order, with what was quoted for it restored', async () => {
  const mail = (subject: string) => `${BEGIN}${HEADERS}\nBody ${subject}\n>From here\n---\n${DIFF}-- \n2.40.1\n\n`
  const [first, second, ...rest] = await texts(mail('one') + mail('two'))
  expect(rest).toEqual([])
  expect(first).toContain('Body one\nFrom here')
  expect(first).toContain(DIFF)
  expect(second).toContain('Body two')
})

test.each([
  ['quoted-printable', DIFF.replaceAll('=', '=3D').replaceAll('é', '=C3=A9')],
  ['base64', Buffer.from(DIFF).toString('base64').replaceAll(/.{76}/g, '$&\n')],
  ['8bit', DIFF],
])('a mail in %s is decoded', async (encoding, body) => {
  const type = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ${encoding}\n`
  expect((await texts(`${HEADERS}${type}\n${body}`))[0]).toContain('+é = dma_buf_export(&info);')
})

test('a mail in another encoding than UTF-8 is decoded', async () => {
  const type = 'Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n'
  const [text] = await texts(Buffer.from(`${HEADERS}${type}\n${DIFF}`, 'latin1'))
  expect(text).toContain('+é = dma_buf_export(&info);')
})

test('a patch that is attached is one', async () => {
  const parts = [
    'Content-Type: text/plain\n\nSee there.\n',
    `Content-Type: text/x-patch; name="a.patch"\nContent-Disposition: attachment; filename="a.patch"\n\n${DIFF}`,
  ]
  const type = 'Content-Type: multipart/mixed; boundary="b"\n'
  const found = await texts(`${HEADERS}${type}\n${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`)
  expect(found.some((text) => text.includes('+é = dma_buf_export(&info);'))).toBe(true)
})
