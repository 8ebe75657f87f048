import { readFileSync } from 'node:fs'

/** Resident memory of a process, as Linux tells it; NaN elsewhere. */
export const residentBytes = (pid: number): number => {
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kib) * 1_024
  } catch {
    return Number.NaN
  }
}
