import { readSheet } from 'read-excel-file/node'
import { ChaseReturns } from '../../src/jobs/chase-returns.js'
import { startApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { aLead, anAdministrator, anOutsider, aPerson, aReader } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

/** 20 April 2026, a Monday: the year 2025-26 has just ended. */
export const APRIL = new Date('2026-04-20T08:00:00Z')
export const DUE = '2026-05-29'

/** Lena's school, Oona's hospital without a lead, the desk of Ada and Abel, Rhea who reads; the return of 2025-26 begun where `begin` says so. */
export async function returnsScene(begin = true) {
  const app = await startApp(APRIL)
  const { database } = app
  await aLead(database)
  await anOutsider(database)
  await anAdministrator(database)
  await aPerson(database, { email: 'abel@example.org', name: 'Abel Administrator', roles: ['administrator'] })
  await aReader(database)
  const hidden = await anAgency(database, { key: 'closed-club', name: 'Closed Club', agencyGroup: 'Voluntary', listed: false })
  const browser = async (name: string) => {
    const visitor = new Visitor(app.url)
    await visitor.signIn(`${name}@example.org`)
    return visitor
  }
  const ada = await browser('ada')
  const open = async (fields: Record<string, string> = {}) => {
    await ada.get('/desk/returns/new')
    return ada.post('/desk/returns', { year: '2025-26', dueOn: DUE, lines: 'Level 1\nLevel 2', ...fields })
  }
  const ask = async () => {
    await ada.get('/desk/returns/2025-26')
    return ada.post('/desk/returns/2025-26/asking')
  }
  const contact = async (agency: string, name: string, email: string) => {
    await ada.get(`/desk/returns/2025-26/${agency}`)
    return ada.post(`/desk/returns/2025-26/${agency}/contact`, { name, email })
  }
  if (begin) await open()
  return {
    ...{ app, ada, browser, hidden, open, ask, contact },
    stranger: () => new Visitor(app.url),
    linkOf: async (email: string) => (await lastMailTo(app, email)).link,
    mails: (email: string) => mailsTo(app, email),
    chase: (now: Date) => app.app.get(ChaseReturns, { strict: false }).run(now, new AbortController().signal),
    row: async (agency: string) => {
      const [row] = await database.query<Record<string, unknown>[]>(
        `SELECT r.* FROM agency_return r JOIN agency a ON a.id = r.agency_id WHERE a.key = $1`,
        [agency],
      )
      return row
    },
    workbook: async (path: string, cookie: string) => {
      const answer = await fetch(`${app.url}${path}`, { headers: { cookie } })
      return readSheet(Buffer.from(await answer.arrayBuffer()))
    },
  }
}

export type ReturnsScene = Awaited<ReturnType<typeof returnsScene>>

/** Whole answers: so many need Level 1, and all the rest follows from it. */
export const answers = (need: number) => ({
  'line-1-need': String(need),
  'line-1-upToDate': String(need / 2),
  'line-1-trained': '3',
  'line-2-need': '10',
  'line-2-upToDate': '10',
  'line-2-trained': '0',
})
