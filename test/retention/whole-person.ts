import type { DataSource } from 'typeorm'
import { IssueCertificates } from '../../src/jobs/issue-certificates.js'
import { MakeATranscript } from '../../src/modules/certificates/make-a-transcript.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import type { TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { aForm, anAnswer, anInvitation } from '../support/builders/evaluation.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aMessage } from '../support/builders/message.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aDelegate, aToken } from '../support/people.js'

/** Words that nobody else writes, wherever this person wrote or was written about. */
export const WORD = 'quillwort'
export const ZEB = {
  key: 'zeb-the-key-quillwort',
  email: 'zebedee.quillfeather@example.org',
  name: 'Zebedee Quillfeather',
  jobRole: 'Lamplighter of Leamore',
  managerName: 'Millicent Lampwright',
}

/** Somebody with something in every corner of the product: past, open and to come. */
export async function aWholePerson(app: TestApp, others: { ada: Person; cole: Person }) {
  const { database, clock } = app
  const zeb = await aDelegate(database, ZEB)
  const course = await aCourse(database, { key: 'whole', title: 'The whole of it' })
  const past = await anOccurrence(database, { course, startsAt: '2026-02-03 09:30', registerClosedAt: new Date('2026-02-04T09:00:00Z') })
  const came = await aBooking(database, { person: zeb, occurrence: past, state: 'attended', overrideReason: `${WORD} asked` })
  const late = { state: 'cancelled', cancelledAt: new Date('2026-02-01T09:00:00Z'), cancelledBy: 'delegate', late: true } as const
  const other = await anOccurrence(database, { course, startsAt: '2026-02-05 09:30' })
  const ended = await aBooking(database, { person: zeb, occurrence: other, cancelReason: `My ${WORD} was ill`, ...late })
  await aCharge(database, {
    booking: ended,
    state: 'waived',
    reason: `${WORD} rang`,
    evidence: `letter about ${WORD}`,
    decidedAt: clock.now(),
  })
  await database.query(`INSERT INTO need VALUES ($1, 'ramp for ${WORD}', '${WORD} free')`, [came.id])
  await aRecord(database, { person: zeb, course, how: 'attended', note: `seen by ${WORD}`, source: `booking:${came.id}` })
  await learned(app, zeb, came, others)
  await wrote(database, zeb, came)
  await told(app, zeb, came, others)
  return { zeb, course, came, ended }
}

async function learned(app: TestApp, zeb: Person, came: { courseId: string }, { ada }: { ada: Person }): Promise<void> {
  const { database, clock } = app
  const evidenced = await aCourse(database, { key: 'evidenced' })
  const decided = { state: 'refused', decidedAt: clock.now(), decidedById: ada.id, reason: `${WORD} is another` } as const
  await anEvidence(database, { person: zeb, course: evidenced, provider: `${WORD} Ltd`, words: `from ${WORD}`, ...decided })
  await anEvidence(database, { person: zeb, course: { id: came.courseId }, words: `again ${WORD}` })
  await database.query(`UPDATE upload SET name = 'certificate-of-${WORD}.pdf' WHERE uploaded_by_id = $1`, [zeb.id])
  await database.query(`INSERT INTO name_spelling (person_id, spelling, changed_at) VALUES ($1, 'Zebedee ${WORD}', now())`, [zeb.id])
  await app.app.get(IssueCertificates).run(clock.now(), new AbortController().signal)
  await app.app.get(MakeATranscript).run(zeb.id, true, zeb.id, clock.now())
}

async function wrote(database: DataSource, zeb: Person, came: Parameters<typeof anInvitation>[1]['booking']): Promise<void> {
  const asked = { booking: came, askedAt: '2026-02-03 16:00', managerEmail: 'millicent@example.org', managerName: ZEB.managerName }
  const form = await aForm(database, { stage: 'post' })
  const post = await anInvitation(database, { ...asked, stage: 'post' })
  const answers = { know: 7, sure: 5, more: `I thought of ${WORD}`, actions: [`I will ask ${WORD}`] }
  await anAnswer(database, { invitation: post, form, answers, quotable: true })
  await database.query(`INSERT INTO impact_statement VALUES ($1, 'more', '${WORD} said', $2, now())`, [post.id, zeb.id])
  await anInvitation(database, {
    ...asked,
    stage: 'impact',
    state: 'asked',
    nextAt: '2026-03-05 08:30',
    linkNonce: 'n',
    linkHash: `h-${zeb.id}`,
  })
}

async function told(app: TestApp, zeb: Person, came: { id: string; personId: string }, { cole }: { cole: Person }): Promise<void> {
  const { database, clock } = app
  const now = clock.now()
  const to = { toName: zeb.name, toEmail: zeb.email }
  await aMessage(database, now, { ...to, data: { name: zeb.name, note: WORD } })
  await aMessage(database, now, {
    ...to,
    state: 'sent',
    sentAt: now,
    subject: `booking:${came.id}`,
    kind: 'reminder',
    data: { name: zeb.name },
  })
  await aMessage(database, now, { ...to, state: 'failed', outcome: `550 ${zeb.email} unknown` })
  // To others: about his booking, and one that only names him.
  await aMessage(database, now, {
    toEmail: 'millicent@example.org',
    subject: `booking:${came.id}`,
    kind: 'manager-told',
    data: { who: zeb.name },
  })
  await aMessage(database, now, {
    toEmail: cole.email,
    toName: cole.name,
    data: { words: `Ask ZEBEDEE  Quillfeather, ${zeb.email}`, kept: 'yes' },
  })
  await aToken(database, zeb)
  await database.query(`INSERT INTO calendar_feed (person_id, nonce, secret_hash, made_at) VALUES ($1, 'x', 'y', now())`, [zeb.id])
  await database.query(`INSERT INTO answered_request VALUES ($1, 'k', '{"name": "${zeb.name}"}', now())`, [zeb.id])
  await aWaitingEntry(database, { person: zeb, course: await aCourse(database, { key: 'waited-for' }) })
  await database.query(`UPDATE person SET manager_name = $1, manager_email = $2 WHERE id = $3`, [zeb.name, zeb.email, cole.id])
}

interface Column {
  table: string
  column: string
  type: string
}

/** Every cell of every table in which one of the words stands, whatever its type: `table.column`. */
export async function whereWordsStand(database: DataSource, words: readonly string[]): Promise<string[]> {
  const columns = await database.query<Column[]>(
    `SELECT c.table_name AS "table", c.column_name AS "column", c.data_type AS type FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`,
  )
  const each = columns.map(({ table, column, type }) => {
    const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    return `SELECT '${table}.${column}' AS "where" FROM "${table}" WHERE lower(${text}) LIKE ANY($1)`
  })
  const found = await database.query<{ where: string }[]>(each.join(' UNION ALL '), [words.map(word => `%${word.toLowerCase()}%`)])
  return found.map(({ where }) => where).sort()
}
