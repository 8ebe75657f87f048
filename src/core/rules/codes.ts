/** Stable codes: they stand in reports, waivers, links and metrics. A code is never reused. */
export const RULE_CODES = ['policy', 'manifest', 'reachable', 'upstream', 'alive', 'license', 'kernel'] as const
export type RuleCode = (typeof RULE_CODES)[number]
