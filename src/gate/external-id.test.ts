import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeIdentity, encodeIdentity } from './external-id.ts'

const sha = fc.stringMatching(/^[0-9a-f]{40}$/)
const fingerprint = fc.stringMatching(/^[0-9a-f]{16}$/)

test('what is encoded is decoded', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 9 }),
      fingerprint,
      (pulls, print) => {
        const identity = { pulls, mergeGroup: null, fingerprint: print }
        expect(decodeIdentity(encodeIdentity(identity))).toEqual(identity)
        const both = { ...identity, mergeGroup: { base: 'a'.repeat(40), baseRef: 'refs/heads/main' } }
        expect(decodeIdentity(encodeIdentity(both))).toEqual(both)
      },
    ),
  )
  fc.assert(
    fc.property(sha, fingerprint, (base, print) => {
      const whole = { pulls: [], mergeGroup: null, whole: true, fingerprint: print } as const
      expect(decodeIdentity(encodeIdentity(whole))).toEqual(whole)
      const identity = { pulls: [], mergeGroup: { base, baseRef: 'refs/heads/release/6.1' }, fingerprint: print }
      expect(decodeIdentity(encodeIdentity(identity))).toEqual(identity)
    }),
  )
})

test.each([null, '', 'v1', 'v1 pulls= 0123456789abcdef', 'v2 pulls=1 0123456789abcdef', 'v1 pulls=1 xyz', '12'])(
  'an id of another form tells nothing: %s',
  (externalId) => expect(decodeIdentity(externalId)).toBeNull(),
)
