import { z } from 'zod'
import { hiddenCharacter } from '../characters.ts'
import type { Problem } from '../problem.ts'

/** A text that `judge` finds no fault with. Its problem's message reads on from the key: "`ref` …". */
export const checked = (judge: (text: string) => LazyProblem | null): z.ZodString =>
  z.string().check((context) => {
    const problem = judge(context.value)
    if (problem === null) return
    const { message, mend } = problem
    context.issues.push({ code: 'custom', input: context.value, message, params: { mend } })
  })

/** A problem whose mend takes time to find: it is looked for only where the fault is shown. */
export type LazyProblem = Omit<Problem, 'mend'> & { readonly mend: Mend }
export type Mend = Problem['mend'] | (() => Problem['mend'])

/** Words for a reader, on one line or several, at most `limit` characters. */
export const prose = (limit: number): z.ZodString => checked((text) => proseProblem(text, limit))

const proseProblem = (text: string, limit: number): Problem | null => {
  if (text.trim() === '') return { message: 'says nothing', mend: null }
  if (text.length > limit) return { message: `is longer than ${limit} characters`, mend: null }
  return hiddenProblem(text.replaceAll('\n', ' '))
}

export const hiddenProblem = (text: string): Problem | null => {
  const hidden = hiddenCharacter(text)
  return hidden === null ? null : { message: `holds the hidden character ${hidden}`, mend: null }
}
