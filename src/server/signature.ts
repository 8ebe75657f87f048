import { timingSafeEqual } from 'node:crypto'

/** The digest in an `X-Hub-Signature-256` header, or null where it has another form. */
export const parseSignature = (header: string | string[] | undefined): Buffer | null =>
  typeof header === 'string' && FORM.test(header) ? Buffer.from(header.slice('sha256='.length), 'hex') : null

const FORM = /^sha256=[0-9a-f]{64}$/i

/** Compares two SHA-256 digests in a time that tells nothing of either. */
export const sameDigest = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
