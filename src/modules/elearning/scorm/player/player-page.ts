import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const scormAgain = dirname(createRequire(import.meta.url).resolve('scorm-again/scorm12/min'))

/** The scripts and the style of the page around a package, by name; each kept in memory with an address of its own content. */
function asset(name: string, type: string, folder: string, file: string) {
  // The map is for those who build the run-time, and is not served.
  const body = Buffer.from(readFileSync(join(folder, file), 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'))
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { name, type, body, path: `/static/${hash}/${name}` }
}

const ASSETS = [
  asset('scorm12.js', 'text/javascript; charset=utf-8', scormAgain, 'scorm12.min.js'),
  asset('scorm2004.js', 'text/javascript; charset=utf-8', scormAgain, 'scorm2004.min.js'),
  asset('wrapper.js', 'text/javascript; charset=utf-8', here, 'wrapper.client.js'),
  asset('wrapper.css', 'text/css; charset=utf-8', here, 'wrapper.css'),
]

export const playerAsset = (path: string) => ASSETS.find(one => one.path === path) ?? null
const pathOf = (name: string): string => ASSETS.find(one => one.name === name)!.path

/** The page around a package. `applications`: the origins from which it may be told what to open. */
export const playerPage = (old: boolean, files: string, applications: readonly string[]): string => `<!doctype html>
<html lang="en-GB" data-applications="${applications.join(' ')}" data-files="${files}" data-standard="${old ? '1.2' : '2004'}">
<head><meta charset="utf-8"><title>Course</title><link rel="stylesheet" href="${pathOf('wrapper.css')}">
<script src="${pathOf(old ? 'scorm12.js' : 'scorm2004.js')}"></script><script src="${pathOf('wrapper.js')}" defer></script></head>
<body></body></html>
`
