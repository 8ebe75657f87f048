/** What a licence lets anyone do, best first. */
export const LICENSE_CLASSES = ['open', 'redistributable', 'source-available', 'proprietary', 'unknown'] as const
export type LicenseClass = (typeof LICENSE_CLASSES)[number]
