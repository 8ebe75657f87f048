import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import type { Fault } from '../yaml/fault.ts'
import { defaultPolicy, parsePolicy } from './parse.ts'
import { type Policy, POLICY_FILE, type PolicySource } from './policy.ts'

const config = loadConfig()
const source: PolicySource = { level: 'repository', file: POLICY_FILE, commit: 'c'.repeat(40) }
const parse = (text: string) => parsePolicy({ path: POLICY_FILE, text }, source, config)

const policy = (text: string): Policy => {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

const faults = (text: string): readonly Fault[] => {
  const parsed = parse(text)
  return parsed.ok ? [] : parsed.faults
}

describe('the default policy', () => {
  it('is the shipped preset, and says where it is from', () => {
    expect(defaultPolicy(config)).toMatchObject({
      source: { level: 'default', file: 'config/policies/driver.yml', commit: null },
      preset: 'driver',
      mode: 'enforce',
      waivers: [],
      acceptors: null,
    })
  })

  it('is what an empty policy comes to', () => {
    expect(policy('version: 1\n')).toEqual({ ...defaultPolicy(config), source })
  })
})

describe('a valid policy', () => {
  it('replaces of its preset what it names, and nothing else', () => {
    const drm = config.presets['drm']
    expect(
      policy(
        'version: 1\nextends: drm\nmode: audit\nline: { exclude: ["a/**"] }\nroles: { firmware: { class: open } }\n',
      ),
    ).toMatchObject({
      preset: 'drm',
      mode: 'audit',
      line: { paths: drm?.line.paths, exclude: ['a/**'] },
      roles: { ...drm?.roles, firmware: { required: 'asked', class: 'open' } },
    })
  })

  it('says where each demand is written', () => {
    const { roles, rules } = policy(
      'version: 1\nextends: drm\nroles:\n  firmware: { class: open }\nrules:\n  alive: note\n',
    )
    expect(roles.firmware.origin).toEqual({ kind: 'written', at: { file: POLICY_FILE, line: 4, column: 3 } })
    expect(roles.userspace.origin).toEqual(config.presets['drm']?.roles.userspace.origin)
    expect(rules.alive).toEqual({
      severity: 'note',
      origin: { kind: 'written', at: { file: POLICY_FILE, line: 6, column: 3 } },
    })
    expect(rules.license).toMatchObject({ severity: 'require', origin: { kind: 'preset' } })
  })

  it('keeps of a scope only what it changes', () => {
    const text = `version: 1
scopes:
  - paths: ['drivers/net/wireless/**']
    roles: { compiler: { required: never } }
    rules: { alive: review }
`
    expect(policy(text).scopes).toEqual([
      {
        paths: ['drivers/net/wireless/**'],
        roles: { compiler: { required: 'never' } },
        rules: { alive: 'review' },
        at: { file: POLICY_FILE, line: 3, column: 5 },
      },
    ])
  })

  it('gives headers to drivers, and leaves hosts out', () => {
    const text =
      'version: 1\nforges: [github.com]\nline: { headers: [{ path: "include/uapi/misc/n*.h", driver: drivers/npu/ }] }\n'
    expect(policy(text)).toMatchObject({
      forges: ['github.com'],
      line: { headers: [{ path: 'include/uapi/misc/n*.h', driver: 'drivers/npu' }] },
    })
  })

  it('has its waivers read with their places', () => {
    const text = `version: 1
waivers:
  - driver: foo
    manifest: drivers/foo/open-userspace.yml
    rule: license
    component: https://github.com/a/b.git
    reason: "Relicensed in the next release."
    approved-by: octocat
    until: 2028-02-29
  - { driver: foo, manifest: open-userspace.yml, rule: manifest, reason: x, approved-by: octo-cat_corp, until: 2027-01-31 }
`
    expect(policy(text).waivers).toEqual([
      {
        driver: 'foo',
        manifest: 'drivers/foo/open-userspace.yml',
        rule: 'license',
        component: 'https://github.com/a/b',
        reason: 'Relicensed in the next release.',
        approvedBy: 'octocat',
        until: '2028-02-29',
        at: { file: POLICY_FILE, line: 3, column: 5 },
      },
      expect.objectContaining({
        component: null,
        approvedBy: 'octo-cat_corp',
        manifest: 'open-userspace.yml',
        at: { file: POLICY_FILE, line: 10, column: 5 },
      }),
    ])
  })
})

const waiver = (rest: string, manifest = 'open-userspace.yml'): string =>
  `version: 1\nwaivers:\n  - { driver: foo, ${rest}, manifest: ${manifest} }\n`
const REST = 'reason: x, approved-by: octocat, until: 2027-01-31'

/** Recorded bad inputs: what they are, the text, where the fault must stand, and a part of its message or mend. */
const RECORDED: readonly (readonly [what: string, text: string, line: number, column: number, said: string])[] = [
  ['nothing', '', 1, 1, 'version: 1'],
  ['no version', 'mode: audit\n', 1, 1, '`version`'],
  ['an unknown preset', 'version: 1\nextends: dmr\n', 2, 10, 'Write `drm`'],
  ['a preset far from any', 'version: 1\nextends: zzzzzz\n', 2, 10, 'accel'],
  ['a preset of the language', 'version: 1\nextends: __proto__\n', 2, 10, 'accel'],
  ['an unknown mode', 'version: 1\nmode: enforced\n', 2, 7, 'Write enforce'],
  ['a truth value for a mode', 'version: 1\nmode: true\n', 2, 7, 'enforce, audit'],
  ['an unknown key', 'version: 1\nwaiver: []\n', 2, 1, 'Write `waivers`'],
  ['an unknown role', 'version: 1\nroles: { compilers: {} }\n', 2, 10, 'Write `compiler`'],
  ['an unknown demand', 'version: 1\nroles: { compiler: { required: no } }\n', 2, 32, 'always, asked, never'],
  ['a class too low', 'version: 1\nroles: { compiler: { class: proprietary } }\n', 2, 29, 'open'],
  ['a glob that goes up', 'version: 1\nline: { paths: ["../**"] }\n', 2, 17, '`..`'],
  ['a negated glob', 'version: 1\nline: { exclude: ["!a"] }\n', 2, 19, 'exclamation'],
  ['text for globs', 'version: 1\nline: { paths: a/** }\n', 2, 16, 'square brackets'],
  ['a waiver without a rule', waiver(REST), 3, 5, '`rule` is missing'],
  ['a waiver without an end', waiver('rule: alive, reason: x, approved-by: octocat'), 3, 5, '`until` is missing'],
  [
    'a waiver without an approver',
    waiver('rule: alive, reason: x, until: 2027-01-31'),
    3,
    5,
    '`approved-by` is missing',
  ],
  [
    'a waiver without a reason',
    waiver('rule: alive, reason: "", approved-by: octocat, until: 2027-01-31'),
    3,
    41,
    'says nothing',
  ],
  ['a waiver for a directory', waiver(`rule: alive, ${REST}`, 'drivers/a'), 3, 95, '`/open-userspace.yml`'],
  ['a waiver for a place that goes up', waiver(`rule: alive, ${REST}`, '../open-userspace.yml'), 3, 95, '`..`'],
  ['an unknown rule', waiver(`rule: licence, ${REST}`), 3, 26, 'Write license'],
  ['a waived policy', waiver(`rule: policy, ${REST}`), 3, 26, 'one of'],
  [
    'a date out of the calendar',
    waiver('rule: alive, reason: x, approved-by: octocat, until: 2027-02-29'),
    3,
    73,
    'calendar',
  ],
  [
    'a date in another form',
    waiver('rule: alive, reason: x, approved-by: octocat, until: 31.1.2027'),
    3,
    73,
    'calendar',
  ],
  [
    'a mention for an approver',
    waiver('rule: alive, reason: x, approved-by: "@me", until: 2027-01-31'),
    3,
    57,
    'Write `me`',
  ],
  [
    'a team for an approver',
    waiver('rule: alive, reason: x, approved-by: org/team, until: 2027-01-31'),
    3,
    57,
    'login',
  ],
  ['an unknown rule to weigh', 'version: 1\nrules: { licence: note }\n', 2, 10, 'Write `license`'],
  ['the policy itself to weigh', 'version: 1\nrules: { policy: off }\n', 2, 10, '`policy`'],
  ['a truth value for a weight', 'version: 1\nrules: { alive: false }\n', 2, 17, 'require, review, note, off'],
  ['a scope of nothing', 'version: 1\nscopes: [{ paths: [] }]\n', 2, 19, ''],
  ['a scope without paths', 'version: 1\nscopes: [{ rules: { alive: note } }]\n', 2, 10, '`paths` is missing'],
  ['a host that the service does not know', 'version: 1\nforges: [git.example.org]\n', 2, 10, 'only leave hosts out'],
  ['an address for a host', 'version: 1\nforges: ["https://github.com"]\n', 2, 10, 'the name alone'],
  ['a header without a driver', 'version: 1\nline: { headers: [{ path: a.h }] }\n', 2, 19, '`driver` is missing'],
  ['a component that is no address', waiver(`rule: alive, component: a/b, ${REST}`), 3, 44, 'https://'],
]

describe('a bad policy', () => {
  it.each(RECORDED)('%s', (_, text, line, column, said) => {
    const [fault] = faults(text)
    expect(fault?.at).toEqual({ line, column })
    expect(`${fault?.message ?? ''} ${fault?.mend ?? ''}`).toContain(said)
  })
})
