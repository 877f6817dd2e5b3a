import { AskAgencies } from '../../src/modules/returns/ask-agencies.js'
import { AnswerAReturn } from '../../src/modules/returns/answer-a-return.js'
import { OpenAReturn } from '../../src/modules/returns/open-a-return.js'
import type { TestApp } from '../support/app.js'
import { lastMailTo } from '../support/mailbox.js'
import type { Stop } from './tour.js'

/** A year of returns: Lena's school is asked, Manor Hospital has sent, the business unit has no contact. */
export async function someReturns(app: TestApp, ada: { id: string }): Promise<{ returnSecret: string }> {
  const now = app.clock.now()
  const of = <T>(Class: new (...args: never[]) => T): T => app.app.get<T>(Class, { strict: false })
  const sender = (key: string) => ({ personId: ada.id, key })
  await of(OpenAReturn).run({ year: '2024-25', dueOn: '2026-04-30', lines: 'Level 1\nLevel 2' }, sender('open-a-return'), now)
  await of(AskAgencies).all('2024-25', sender('ask-agencies'), now)
  const numbers = ['1', '2'].flatMap(line => ['need', 'upToDate', 'trained'].map(field => [`line-${line}-${field}`, '12'] as const))
  const fields = { ...Object.fromEntries(numbers), help: 'Dates in the evening.\n\nAnd on Saturdays.' }
  const sheet = { year: '2024-25', agencyKey: 'manor-hospital' }
  await of(AnswerAReturn).run(sheet, { fields, version: 1, by: 'Harry Head', sending: true }, now)
  const [lead] = await app.database.query<{ email: string }[]>(`SELECT to_email AS email FROM message WHERE kind = 'return-asked' LIMIT 1`)
  return { returnSecret: (await lastMailTo(app, lead!.email)).link.split('/').at(-1)! }
}

/** Agencies' training returns: at the desk, by the link of the mail, for a training lead, and their sum. */
export const RETURNS: Stop[] = [
  { who: 'nobody', path: '/returns/:returnSecret' },
  { who: 'lena', path: '/my-agency/return' },
  { who: 'rhea', path: '/reports/returns' },
  { who: 'rhea', path: '/reports/returns/2024-25' },
  ...['', '/new', '/2024-25', '/2024-25/birchills-primary', '/2024-25/manor-hospital', '/2024-25/birchills-primary/answers'].map(
    (page): Stop => ({ who: 'ada', path: `/desk/returns${page}` }),
  ),
  { who: 'ada', path: '/desk/returns/2024-25/manor-hospital/answers' },
  { who: 'ada', path: '/desk/occurrences/:coming/reserved' },
  { who: 'ada', path: '/desk/import' },
  { who: 'ada', path: '/desk/export' },
]
