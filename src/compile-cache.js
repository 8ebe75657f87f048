// Keeps compiled modules beside the packages, so that the next start needn't strip their types again. JavaScript, as
// loading what strips types is most of what a small process would spend. Not in the system's temporary directory, where
// another user could leave code for this one to run. Where the directory can't be written, nothing is kept and nothing
// fails.
import { enableCompileCache } from 'node:module'
import { fileURLToPath, URL } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)))
