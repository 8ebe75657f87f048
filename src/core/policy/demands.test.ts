import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import { DRIVER_RULE_CODES } from '../rules/codes.ts'
import { demandsFor, strictest } from './demands.ts'
import { parsePolicy } from './parse.ts'
import { type Demands, NEEDED, type Policy, POLICY_FILE, REQUIRED, SEVERITIES } from './policy.ts'

const config = loadConfig()

const policy = (written: object): Policy => {
  const file = { path: POLICY_FILE, text: JSON.stringify({ version: 1, ...written }) }
  const parsed = parsePolicy(file, { level: 'repository', file: POLICY_FILE, commit: null }, config)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

const LAX = { paths: ['drivers/net/**'], roles: { compiler: { required: 'never' } }, rules: { alive: 'off' } }

describe('what is asked of a driver', () => {
  it('is less only where it stays within a scope that asks for less', () => {
    const scoped = policy({ scopes: [LAX] })
    const inside = demandsFor(scoped, ['drivers/net/nic/a.c', 'drivers/net/nic/open-userspace.yml'])
    expect(inside.roles.compiler.required).toBe('never')
    expect(inside.rules.alive.severity).toBe('off')
    expect(inside.roles.compiler.origin).toMatchObject({ kind: 'written', at: { file: POLICY_FILE } })
    const beyond = demandsFor(scoped, ['drivers/net/nic/a.c', 'include/uapi/linux/nic.h'])
    expect(beyond.roles.compiler.required).toBe('always')
    expect(beyond.rules.alive.severity).toBe('require')
  })

  it('is more where it touches a scope that asks for more', () => {
    const scoped = policy({ scopes: [{ paths: ['drivers/accel/**'], roles: { firmware: { class: 'open' } } }] })
    const { firmware } = demandsFor(scoped, ['drivers/accel/npu/a.c', 'include/uapi/drm/npu.h']).roles
    expect(firmware).toMatchObject({ required: 'asked', class: 'open' })
  })

  it('is what the later of two scopes for a path says', () => {
    const scoped = policy({ scopes: [LAX, { paths: ['drivers/net/nic/**'], rules: { alive: 'review' } }] })
    const { rules, roles } = demandsFor(scoped, ['drivers/net/nic/a.c'])
    expect([rules.alive.severity, roles.compiler.required]).toEqual(['review', 'never'])
  })

  it('is the whole policy where no path is known', () => {
    const scoped = policy({ scopes: [LAX] })
    expect(demandsFor(scoped, [])).toMatchObject({ roles: scoped.roles, rules: scoped.rules })
  })

  it('never falls with one path more', () => {
    const path = fc.constantFrom('drivers/net/a.c', 'drivers/accel/a.c', 'include/uapi/a.h', 'a.c')
    const scope = fc.record({
      paths: fc.constantFrom(['drivers/**'], ['drivers/net/**'], ['include/**', 'a.c'], ['**']),
      roles: fc.record({
        compiler: fc.record({ required: fc.constantFrom(...REQUIRED), class: fc.constantFrom(...NEEDED) }),
      }),
      rules: fc.record({ license: fc.constantFrom(...SEVERITIES) }),
    })
    fc.assert(
      fc.property(fc.array(scope, { maxLength: 4 }), fc.array(path, { minLength: 1 }), path, (scopes, paths, more) => {
        const scoped = policy({ scopes })
        const few = weights(demandsFor(scoped, paths))
        const many = weights(demandsFor(scoped, [...paths, more]))
        for (const [index, weight] of few.entries()) expect(many[index]).toBeGreaterThanOrEqual(weight)
      }),
    )
  })

  it('is in no order of its levels another', () => {
    const a = demandsFor(policy({ rules: { alive: 'note' }, roles: { compiler: { class: 'redistributable' } } }), [])
    const b = demandsFor(policy({ rules: { license: 'off' } }), [])
    expect(weights(strictest(a, b))).toEqual(weights(strictest(b, a)))
  })
})

const weights = ({ roles, rules }: Demands): number[] => [
  ...Object.values(roles).flatMap((role) => [REQUIRED.indexOf(role.required), NEEDED.indexOf(role.class)]),
  ...DRIVER_RULE_CODES.map((rule) => SEVERITIES.indexOf(rules[rule].severity)),
]
