import { generate } from 'selfsigned'

export type Certificate = { readonly key: string; readonly cert: string }

/** A certificate for servers of tests on loopback, which is its own authority. */
export const makeCertificate = async (...names: readonly string[]): Promise<Certificate> => {
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [...names.map((value) => ({ type: 2 as const, value })), { type: 7, ip: '127.0.0.1' }],
      },
    ],
  })
  return { key: made.private, cert: made.cert }
}
