import type { CheckRun } from '../test/standin/index.ts'

/** How a check run's conclusion looks; `in progress` for one that has none yet. */
export type Look = {
  readonly word: string
  readonly icon: string
  readonly colour: 'green' | 'red' | 'yellow' | 'gray'
}

export const lookOf = ({ conclusion }: Pick<CheckRun, 'conclusion'>): Look => {
  switch (conclusion) {
    case 'success':
      return { word: 'success', icon: '✓', colour: 'green' }
    case 'failure':
      return { word: 'failure', icon: '✗', colour: 'red' }
    case null:
      return { word: 'in progress', icon: '●', colour: 'yellow' }
    default:
      return { word: conclusion.replaceAll('_', ' '), icon: '!', colour: conclusion === 'neutral' ? 'gray' : 'yellow' }
  }
}
