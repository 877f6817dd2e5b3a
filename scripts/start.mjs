import { buildIfNeeded } from './build.mjs'

process.chdir(new URL('..', import.meta.url).pathname)
buildIfNeeded()
// In this process rather than a child: Ctrl-C and a supervisor's signals then reach the application itself.
await import('../dist/main.js')
