import { expect, it } from '@jest/globals'
import { contract } from './contract.js'

const scene = contract('in the web process', () => null)

it('needs nothing to answer, and tells what a run asked for by hand came to', async () => {
  const { jobs } = await scene.start()
  expect(await jobs.answers()).toBeNull()
  expect(await jobs.runNow('yearly')).toEqual({ outcome: 'yearly done', error: null })
  scene.workshop.failing.add('yearly')
  expect(await jobs.runNow('yearly')).toEqual({ outcome: '', error: 'yearly is broken' })
})
