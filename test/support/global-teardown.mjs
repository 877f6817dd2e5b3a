import { removeRun } from './run-folder.mjs'

export default async function () {
  await globalThis.testServer?.stop()
  removeRun(process.env.TEST_RUN_FOLDER)
}
