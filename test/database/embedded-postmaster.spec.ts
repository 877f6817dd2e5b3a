import { afterAll, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { recordedPostmaster } from '../../src/database/embedded-postmaster.js'

const data = mkdtempSync(join(tmpdir(), 'goldthread-pid-'))

afterAll(() => rmSync(data, { recursive: true }))

// A server that ends takes its file away at a moment of its own, so whoever asks may come just between.
const comesAndGoes = `
  const { rmSync, writeFileSync } = require('node:fs')
  const { parentPort, workerData } = require('node:worker_threads')
  let going = true
  parentPort.on('message', () => { going = false })
  const turn = () => {
    for (let i = 0; i < 50; i++) { writeFileSync(workerData, '999999999\\n\\n\\n15000\\n'); rmSync(workerData, { force: true }) }
    if (going) setImmediate(turn)
    else parentPort.close()
  }
  turn()`

it('says that there is no server when its file goes while it is being read', async () => {
  const worker = new Worker(comesAndGoes, { eval: true, workerData: join(data, 'postmaster.pid') })
  await new Promise(resolve => worker.once('online', resolve))
  try {
    for (let i = 0; i < 5000; i++) expect(recordedPostmaster({ data } as never)).toBeNull()
  } finally {
    worker.postMessage('stop')
    await new Promise(resolve => worker.once('exit', resolve))
  }
})
