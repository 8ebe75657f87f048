import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { decodeIndex } from './core/license/identify/index-file.ts'
import { identify, loadLicenseIndex } from './license-index.js'

describe('the index of licence texts', () => {
  it('is the one that its sources make', () => {
    const script = fileURLToPath(new URL('../scripts/license-index.ts', import.meta.url))
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
    expect(status, stderr).toBe(0)
  })

  it('is loaded once', () => expect(loadLicenseIndex()).toBe(loadLicenseIndex()))

  it('knows the licences', () => expect(identify('MIT License').reason).toBe('no-license'))

  it('is refused where its form is another', () => {
    expect(() => decodeIndex(new ArrayBuffer(4))).toThrow(TypeError)
    expect(() => decodeIndex(new ArrayBuffer(64))).toThrow(TypeError)
  })
})
