#!/usr/bin/env node
// The command, in JavaScript for the reason that compile-cache.js gives.
import '../compile-cache.js'

await import('./main.ts')
