/** `2026-01-31 08:05 UTC` of an ISO 8601 time. */
export const minute = (iso: string): string => `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`
