import type { RuleContext } from './rule.ts'

/**
 * Whether the driver is known to cross the line. One whose files could not be read may turn out not to, so nothing is
 * asked of it yet; nor of one that only may begin to use a group.
 */
export const isInQuestion = ({ case: { change }, driver }: Pick<RuleContext, 'case' | 'driver'>): boolean =>
  change === null || (driver.hits.length > 0 && driver.awaits === null)
