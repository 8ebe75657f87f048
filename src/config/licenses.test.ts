import spdxExceptions from 'spdx-exceptions/index.json' with { type: 'json' }
import spdxLicenses from 'spdx-license-list/full.js'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../config.ts'
import { classify } from '../core/license/classify.ts'

const { licenses } = loadConfig()

const classOf = (id: string): string => {
  const classified = classify(id, licenses)
  return 'invalid' in classified ? 'invalid' : classified.class
}

describe('config/licenses.yml', () => {
  it('judges every exception of the SPDX list', () => {
    const left = spdxExceptions.filter((id) => !licenses.permissions.has(id))
    // They restate Apache-2.0 for hardware.
    expect(left).toEqual(['SHL-2.0', 'SHL-2.1'])
  })

  it('calls nothing open whose name says that it is not', () => {
    const said = Object.entries(spdxLicenses).filter(([id, { name }]) =>
      /non-?commercial|\bNC\b|-NC-|no-?deriv|-ND-|no (?:military|nuclear license)|business source|server side|elastic|polyform|hippocratic|small business/i.test(
        `${id} ${name}`,
      ),
    )
    expect(said.length).toBeGreaterThan(30)
    // Approved by OSI, whatever they call themselves.
    const open = said.filter(([id]) => classOf(id) === 'open' && !licenses.osi.has(id))
    expect(open.map(([id]) => id)).toEqual([])
  })

  it.each(['CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'OFL-1.1', 'Linux-OpenIB', 'IBM-pibs', 'copyleft-next-0.3.1'])(
    'calls %s open',
    (id) => {
      expect(classOf(id)).toBe('open')
    },
  )

  it.each(['CC-BY-NC-3.0-IGO', 'CC-BY-ND-4.0', 'ASWF-Digital-Assets-1.1', 'Glide', 'SGI-B-1.1', 'MS-LPL'])(
    'calls %s source-available',
    (id) => {
      expect(classOf(id)).toBe('source-available')
    },
  )
})
