import { createHash } from 'node:crypto'

/** What begins as an ELF shared object for AArch64 does, and goes on as machine code looks from outside: noise. */
export const sharedObject = (bytes: number): Buffer => {
  const header = Buffer.alloc(64)
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  header.writeUInt16LE(3, 16)
  header.writeUInt16LE(183, 18)
  header.writeUInt32LE(1, 20)
  header.writeUInt16LE(64, 52)
  return Buffer.concat([header, noise(bytes - header.length)])
}

/** The same at every run, so that commits are too. */
const noise = (bytes: number): Buffer => createHash('shake256', { outputLength: bytes }).update('lynx').digest()
