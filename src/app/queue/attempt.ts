import type { Ended } from './follow.ts'
import type { Run } from './queue.ts'
import type { Task } from './task.ts'

/** Does a task; what it throws is a way to end. */
export const attempt = async (run: Run, task: Task, signal: AbortSignal): Promise<Ended> => {
  try {
    return await run(task, signal)
  } catch (error) {
    return { state: 'failed', error }
  }
}
