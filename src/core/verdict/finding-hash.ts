import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Finding } from './finding.ts'

/**
 * 32 hex digits that stand for what was found and about what: rule, driver and the file that names it, component, reason
 * and evidence. Commits and lines are left out: an upstream that moved on without changing what was found keeps its hash.
 * So is the outcome, which is for the policy to say.
 */
export const findingHash = ({ rule, driver, role, component, reason, at, evidence }: Finding): string => {
  const about = component === null ? null : [component.repository, component.ref, [...component.paths].sort()]
  const seen = evidence.map(({ repository, path, text }) => JSON.stringify([repository, path, text])).sort()
  const essence = JSON.stringify([rule, driver, at?.file ?? null, role, about, settled(reason), seen])
  return bytesToHex(sha256(utf8ToBytes(essence))).slice(0, 32)
}

/** A reason's arguments with keys in one order, without commits and places in a file. */
const settled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .filter(([name, part]) => !isPassing(name, part))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, settled(part)])
}

/** What changes with other lines of a file, or other files, and says nothing of what was found. */
const isPassing = (name: string, value: unknown): boolean =>
  (name === 'commit' && typeof value === 'string') ||
  ((name === 'line' || name === 'column') && typeof value === 'number')
