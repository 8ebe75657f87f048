import { loadConfig } from '../config.ts'
import { explain } from '../core/verdict/explain.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import { explanationText } from '../report/explanation.ts'
import { type Asked, collect } from './collect.ts'
import { connect } from './connect.ts'
import { EXIT } from './exit.ts'
import { sayAnonymous, unusable } from './output.ts'

/** The command `explain`. It judges nothing, so that its exit code says only whether it could read what it was asked. */
export const runExplain = async (asked: Asked): Promise<number> => {
  const connected = connect(process.env, loadConfig(), sayAnonymous)
  if (!connected.ok) return unusable(connected.fault)
  const { outside, config, requireFloor } = connected
  const today = new Date().toISOString().slice(0, 10)
  const collected = await collect(asked, { config, outside, requireFloor, today })
  await connected.close()
  if (!collected.ok) return unusable(collected.fault)
  const { case: judged } = collected
  const faults = evaluate(judged, config).findings.filter(
    ({ rule, outcome }) => rule === 'policy' && (outcome === 'unmet' || outcome === 'unknown'),
  )
  const width = process.stdout.columns || 100
  process.stdout.write(explanationText(explain(judged, config), judged.subject, faults, width))
  return EXIT.pass
}
