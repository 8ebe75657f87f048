/** Stable codes: they stand in reports, waivers, links and metrics. A code is never reused. */
export const RULE_CODES = [
  'policy',
  'manifest',
  'reachable',
  'upstream',
  'alive',
  'license',
  'source',
  'target',
  'uapi',
  'change',
  'firmware',
  'kernel',
] as const
export type RuleCode = (typeof RULE_CODES)[number]

/** Rules about a driver. A policy says how much each weighs, and may waive it; what is said about the policy it can't. */
export type DriverRuleCode = Exclude<RuleCode, 'policy'>
export const DRIVER_RULE_CODES = RULE_CODES.filter((code) => code !== 'policy')
