/** A length of time in milliseconds from `500ms`, `30s`, `10m`, `24h` or `7d`; a bare number counts seconds. Or null. */
export const parseDuration = (text: string): number | null => {
  const [, amount, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|m|h|d)?$/.exec(text.trim()) ?? []
  return amount === undefined ? null : Number(amount) * (UNITS[unit] ?? Number.NaN)
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
