import { componentsOf } from '../components.ts'
import type { Component } from '../manifest/manifest.ts'
import { isInQuestion } from './in-question.ts'
import type { RuleContext } from './rule.ts'

/**
 * The components that a driver in question declares. All of them are judged, those of roles that nobody asks for too: a
 * manifest lists only the open stack.
 */
export const declared = (context: RuleContext): readonly Component[] => {
  const { manifest } = context.driver
  return isInQuestion(context) && manifest?.parsed.ok === true ? componentsOf(manifest.parsed.value) : []
}
