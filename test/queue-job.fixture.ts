import type { Task } from '../src/app/queue/task.ts'
import type { Job } from '../src/gate/job.ts'

/** A job about a pull request, for tests of queues. */
export const job = (number: number, changes: Partial<Job> = {}): Job => ({
  installationId: 1,
  repositoryId: 2,
  owner: 'example',
  name: 'driver',
  subject: { kind: 'pull-request', number },
  rerequested: false,
  background: false,
  attempt: 0,
  since: Date.now(),
  slot: null,
  ...changes,
})

export const numberOf = ({ subject }: Task): number | null => (subject.kind === 'pull-request' ? subject.number : null)
