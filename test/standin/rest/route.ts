import type { OperationId } from '../operations.ts'
import { admit, openRepository } from './access.ts'
import { appHandlers } from './apps.ts'
import { tarball } from './archive.ts'
import type { Answer, Call, Handler, RepositoryHandler } from './call.ts'
import { checkHandlers } from './checks.ts'
import { commit, commits, compare } from './compare.ts'
import { contentHandlers } from './contents.ts'
import { deliveryHandlers } from './deliveries.ts'
import { gitHandlers } from './git.ts'
import { pullHandlers } from './pulls.ts'
import { repositoryHandlers } from './repositories.ts'

const plain = { ...appHandlers, ...deliveryHandlers }

const ofRepository = {
  ...checkHandlers,
  ...contentHandlers,
  ...gitHandlers,
  ...pullHandlers,
  ...repositoryHandlers,
  'repos/compare-commits-with-basehead': compare,
  'repos/download-tarball-archive': tarball,
  'repos/get-commit': commit,
  'repos/list-commits': commits,
}

const opened =
  (handler: RepositoryHandler): Handler =>
  (call) =>
    handler(call, openRepository(call))

const handlers = {
  ...plain,
  ...(Object.fromEntries(Object.entries(ofRepository).map(([id, handler]) => [id, opened(handler)])) as Record<
    keyof typeof ofRepository,
    Handler
  >),
} satisfies Record<OperationId, Handler>

/** Answers one REST request. */
export const route = (call: Call): Answer => {
  admit(call.operation, call.viewer)
  return handlers[call.operation](call)
}
