import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { clearLeftovers, compile, newRunFolder } from './run-folder.mjs'

const TEMPLATE = 'template_goldthread'

/** Once per run: a private Postgres with one migrated template database, from which `freshDatabase()` makes copies. */
export default async function ({ nonFlagArgs }) {
  const folder = newRunFolder()
  process.env.TEST_RUN_FOLDER = folder
  if (nonFlagArgs.length > 0 && nonFlagArgs.every(pattern => pattern.startsWith('src/'))) {
    // Under src there are only specs of pure rules: they need not wait for a database.
    process.env.TEST_SERVER_TROUBLE = 'this run was asked for specs under src only'
    return
  }
  const dist = compile(folder)
  process.env.TEST_DIST = dist
  try {
    const { startEmbedded } = await load(dist, 'database/embedded-server.js')
    const { recordedPostmaster } = await load(dist, 'database/embedded-postmaster.js')
    await clearLeftovers(startEmbedded, recordedPostmaster)
    const server = await startEmbedded({ dataDir: join(folder, 'database'), fsync: false })
    globalThis.testServer = server
    process.env.TEST_SERVER_URL = server.url
    process.env.TEST_TEMPLATE = TEMPLATE
    await makeTemplate(dist, server.url)
  } catch (error) {
    // Specs of pure rules run all the same; the first that asks for a database fails with these words.
    process.env.TEST_SERVER_TROUBLE = error.stack
    console.error('\nThe test database could not be made:', error)
  }
}

async function makeTemplate(dist, serverUrl) {
  const { DataSource } = await import('typeorm')
  const admin = await new DataSource({ type: 'postgres', url: serverUrl }).initialize()
  await admin.query(`CREATE DATABASE ${TEMPLATE}`)
  await admin.destroy()
  if (!existsSync(join(dist, 'database/data-source.js'))) return
  const { dataSourceOptions } = await load(dist, 'database/data-source.js')
  const url = serverUrl.replace(/[^/]+$/, TEMPLATE)
  const source = await new DataSource(dataSourceOptions(url, 2)).initialize()
  try {
    await source.runMigrations()
  } finally {
    // A database with somebody connected cannot serve as a template.
    await source.destroy()
  }
}

const load = (dist, file) => import(pathToFileURL(join(dist, file)).href)
