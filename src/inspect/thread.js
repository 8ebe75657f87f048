// Where a worker thread begins, in JavaScript for the reason that compile-cache.js gives: each thread has its own cache.
import '../compile-cache.js'

export const { scan, licenses } = await import('./worker.ts')
