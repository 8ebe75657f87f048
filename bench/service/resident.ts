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

/** Processor time that a process has used, as Linux tells it, in seconds; NaN elsewhere. */
export const processorSeconds = (pid: number): number => {
  try {
    // After the name, which may hold anything: user and system time are the 14th and 15th of all.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  } catch {
    return Number.NaN
  }
}

const TICKS_PER_SECOND = 100
