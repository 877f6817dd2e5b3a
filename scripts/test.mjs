import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './chromium.mjs'
import { ensureRedis } from './redis.mjs'

// `npm test` checks everything; `npm test -- test/people` builds and hands the words to Jest alone.
const jestWords = process.argv.slice(2)
const everything = jestWords.length === 0
const RESULTS = `.test/results-${process.pid}.json`
const PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
process.exitCode = await main()

async function main() {
  try {
    process.env.CHROMIUM_PATH = ensureChromium()
    process.env.REDIS_SERVER_PATH = ensureRedis()
    if (everything) {
      await both(step('lint', npm('lint')), step('types', npm('typecheck')))
      await step('arrows', npm('arrows'))
    }
    await step('build', npm('build'))
  } catch (error) {
    console.error(`\n${error.message}\n\nNo test was run.`)
    return 1
  }
  return runJest()
}

function npm(script) {
  return JSON.parse(readFileSync('package.json', 'utf8')).scripts[script]
}

/** Runs one check and keeps its words to itself until it is done, so that two at once do not mix. */
async function step(name, command) {
  const { status, output } = await run(command, [], { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  if (status !== 0) throw new Error(`${output.trimEnd()}\n\n${name}: failed (${command})`)
  console.log(`${name}: ok`)
}

/** Waits for both before it fails, so that nothing goes on writing after the verdict. */
async function both(...steps) {
  const failed = (await Promise.allSettled(steps)).filter(({ status }) => status === 'rejected')
  if (failed.length) throw new Error(failed.map(({ reason }) => reason.message).join('\n\n'))
}

async function runJest() {
  mkdirSync('.test', { recursive: true })
  const options = ['--json', '--outputFile', RESULTS, ...jestWords]
  const env = { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' }
  const { status } = await run('jest', options, { stdio: ['inherit', 'ignore', 'inherit'] }, env)
  if (!existsSync(RESULTS)) return status || 1
  const results = JSON.parse(readFileSync(RESULTS, 'utf8'))
  rmSync(RESULTS)
  // A file that could not even be read has no failed test of its own, yet is a failure.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
  const { numPassedTests: passed, numPendingTests: skipped, numTodoTests: todo } = results
  if (passed + failed === 0) console.error('Jest ran no test, which is not a success.')
  if (skipped + todo) console.log(`${skipped + todo} skipped`)
  console.log(`${passed} passed, ${failed} failed`)
  return status || (passed === 0 || failed > 0 ? 1 : 0)
}

function run(command, words, settings, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, words, { ...settings, env: { ...process.env, ...env, PATH } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', text => (output += text))
    child.on('error', fail)
    child.on('close', (code, signal) => done({ status: code ?? (signal ? 1 : 0), output }))
  })
}
