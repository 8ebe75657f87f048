// The service, in JavaScript for the reason that compile-cache.js gives.
import './compile-cache.js'

// Imported once the cache is on, which a static import would come before.
const { run } = await import('./app/run.ts')
await run()
