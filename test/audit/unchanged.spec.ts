import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Transaction } from '../../src/database/transaction.js'
import { actingAs } from '../../src/shared/acting.js'
import { newId } from '../../src/shared/ids.js'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aDelegate, anAdministrator, aPerson } from '../support/people.js'
import { linesOf } from './lines.js'

let app: TestApp
const ada = newId()

beforeAll(async () => {
  app = await startApp()
  await anAdministrator(app.database, { id: ada })
})
afterAll(() => app.stop())

const sql = <Rows = unknown[]>(text: string, values: unknown[] = []) => app.database.query<Rows>(text, values)
const asAda = <T>(text: string, values: unknown[] = []) =>
  actingAs(
    () => ({ as: 'person', personId: ada, address: '192.0.2.7', route: 'POST /desk' }),
    () => app.app.get(Transaction).run(tx => tx.query<T>(text, values)),
  )
const all = () => sql<object[]>('SELECT * FROM audit ORDER BY id')

describe('through the application’s own connection, which owns the table', () => {
  it('is a superuser where the product brings its own Postgres: the strictest case', async () => {
    expect(await sql(`SELECT rolsuper FROM pg_roles WHERE rolname = current_user`)).toEqual([{ rolsuper: true }])
  })

  it.each([
    ['a changed value', `UPDATE audit SET actor = 'nobody'`],
    ['a changed moment', `UPDATE audit SET at = now() WHERE false`],
    ['a removed line', `DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)`],
    ['everything removed', `DELETE FROM audit`],
    ['emptying it', `TRUNCATE audit`],
    ['emptying it with what hangs on it', `TRUNCATE audit, message CASCADE`],
    ['a line written by hand', `INSERT INTO audit (at, actor, subject, action) VALUES (now(), 'person', 'booking', 'added')`],
    [
      'a line that would be made another',
      `INSERT INTO audit (at, actor, subject, action) VALUES (now(), 'x', 'y', 'z') ON CONFLICT DO NOTHING`,
    ],
    ['a merge', `MERGE INTO audit a USING (SELECT 1) x ON true WHEN MATCHED THEN DELETE`],
    ['a block of its own', `DO $$ BEGIN DELETE FROM audit; END $$`],
    ['a setting that nobody reads', `SELECT set_config('goldthread.audit', 'off', true); DELETE FROM audit`],
    ['a session that leaves triggers out', `SET LOCAL session_replication_role = replica; DELETE FROM audit`],
    ['words that look like the function’s', `DELETE FROM audit /* PL/pgSQL function audit_let_go(timestamptz) line 4 at SQL statement */`],
  ])('%s is refused', async (_, statement) => {
    const before = await all()
    await expect(app.database.transaction(tx => tx.query(statement))).rejects.toMatchObject({ driverError: { code: '42501' } })
    expect(await all()).toEqual(before)
  })

  it('watching goes on where a session leaves triggers out', async () => {
    const { id } = await aCourse(app.database)
    const lines = await linesOf(app, () =>
      app.database.transaction(async tx => {
        await tx.query('SET LOCAL session_replication_role = replica')
        await tx.query(`UPDATE course SET title = 'Quietly' WHERE id = $1`, [id])
      }),
    )
    expect(lines).toEqual([expect.objectContaining({ rowId: id, after: { title: 'Quietly' } })])
  })

  it.each([
    ['a change within the function that forgets', 'audit_forget', `UPDATE audit SET after = '{"title": "Forged"}'`],
    ['another person than it was', 'audit_forget', `UPDATE audit SET actor_id = gen_random_uuid()`],
    ['a line of the last year', 'audit_let_go', `DELETE FROM audit`],
  ])('%s: not even a function of that name may do more than its one thing', async (_, name, statement) => {
    const forged = app.database.transaction(async tx => {
      await tx.query(`CREATE FUNCTION public.${name}(word text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${statement}; END $$`)
      await tx.query(`SELECT ${name}('x'::text)`)
    })
    await expect(forged).rejects.toMatchObject({ driverError: { code: '42501' } })
  })
})

describe('forgetting a person', () => {
  let dana: string
  let booking: string
  const linesAbout = (id: string) =>
    sql<
      { before: object; after: Record<string, unknown>; address: string | null; subject: string; action: string; actor_id: string | null }[]
    >('SELECT before, after, address, subject, action, actor_id FROM audit WHERE about_id = $1 OR actor_id = $1 ORDER BY id', [id])

  beforeEach(async () => {
    dana = (await aDelegate(app.database, { email: `dana-${newId()}@example.org`, managerName: 'Mary Manager' })).id
    const occurrence = await anOccurrence(app.database, { course: await aCourse(app.database) })
    booking = (await aBooking(app.database, { person: { id: dana, agencyId: null }, occurrence })).id
    await asAda(
      `UPDATE booking SET state = 'cancelled', cancelled_at = now(), cancelled_by = 'organiser', cancel_reason = 'Her child is ill' WHERE id = $1`,
      [booking],
    )
    await asAda(`UPDATE person SET name = 'Dana Newname', roles = '{trainer}' WHERE id = $1`, [dana])
  })

  it('takes their values out of every line, and leaves who did what, when', async () => {
    const before = await linesAbout(dana)
    expect(JSON.stringify(before)).toMatch(/Dana Delegate.*Her child is ill.*Dana Newname/)
    const [{ count }] = await asAda<[{ count: number }]>('SELECT audit_forget($1) AS count', [dana])
    const after = await linesAbout(dana)
    expect(count).toBe(before.length)
    expect(JSON.stringify(after)).not.toMatch(/Dana|Mary|child|dana-|Teacher/)
    expect(after.slice(0, -1).map(({ subject, action, actor_id }) => [subject, action, actor_id])).toEqual(
      before.map(({ subject, action, actor_id }) => [subject, action, actor_id]),
    )
    const cancelled = after.find(line => line.after?.state === 'cancelled')
    expect(cancelled).toMatchObject({
      actor_id: ada,
      address: '192.0.2.7',
      before: { state: 'booked' },
      after: { cancelled_by: 'organiser', cancel_reason: '[removed]' },
    })
    expect(cancelled?.after.cancelled_at).toMatch(/^\d{4}-/)
  })

  it('is itself a line: by whom, of whom, how many lines', async () => {
    const lines = await linesOf(app, () => asAda('SELECT audit_forget($1)', [dana]))
    expect(lines).toEqual([expect.objectContaining({ subject: 'audit', action: 'forgotten', actorId: ada, aboutId: dana, after: null })])
    expect(lines[0]?.counted).toBeGreaterThan(2)
  })

  it('takes the address from which they acted also where it was about others, and nothing else there', async () => {
    const { id } = await aPerson(app.database)
    await actingAs(
      () => ({ as: 'person', personId: id, address: '198.51.100.9' }),
      () => app.app.get(Transaction).run(tx => tx.query(`UPDATE course SET title = 'By them' WHERE key LIKE 'course-%'`)),
    )
    await sql('SELECT audit_forget($1)', [id])
    const theirs = (await linesAbout(id)).filter(line => line.subject === 'course')
    expect(theirs.length).toBeGreaterThan(0)
    expect(theirs.every(line => line.address === null && line.after.title === 'By them')).toBe(true)
  })

  it('twice does no harm, and nobody else loses anything', async () => {
    const { id: other } = await aPerson(app.database, { name: 'Stays Here' })
    await sql('SELECT audit_forget($1)', [dana])
    await sql('SELECT audit_forget($1)', [dana])
    expect(JSON.stringify(await linesAbout(other))).toContain('Stays Here')
  })

  it('goes with what a purge writes meanwhile: in a marked transaction lines are born without values', async () => {
    const lines = await linesOf(app, () =>
      app.app.get(Transaction).run(async tx => {
        await tx.query(`SELECT set_config('goldthread.audit', 'marked', true)`)
        await tx.query(`UPDATE person SET name = 'Erased', email = $2 WHERE id = $1`, [dana, `${dana}@erased.invalid`])
      }),
    )
    expect(lines).toEqual([
      expect.objectContaining({
        before: { name: '[removed]', email: '[removed]' },
        after: { name: '[removed]', email: '[removed]' },
        aboutId: dana,
      }),
    ])
  })
})

describe('letting old lines go', () => {
  it('refuses what is of the last year, whatever day it is asked for', async () => {
    await expect(sql(`SELECT audit_let_go(now() + interval '1 day')`)).rejects.toMatchObject({ driverError: { code: '42501' } })
    await expect(sql(`SELECT audit_let_go(now() - interval '11 months')`)).resolves.toEqual([{ audit_let_go: 0 }])
  })

  it('removes what is older in bounded steps, and says so in a line that stays', async () => {
    // As lines of two years ago would stand there; only who may alter the table can do this.
    await app.database.transaction(async tx => {
      await tx.query('ALTER TABLE audit DISABLE TRIGGER audit_unchanged')
      await tx.query(
        `INSERT INTO audit (at, actor, subject, action) SELECT now() - interval '2 years', 'person', 'booking', 'added' FROM generate_series(1, 5)`,
      )
      await tx.query('ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_unchanged')
    })
    const steps: unknown[] = []
    const lines = await linesOf(app, async () => {
      for (let i = 0; i < 3; i++)
        steps.push((await asAda<[{ gone: number }]>(`SELECT audit_let_go(now() - interval '18 months', 3) AS gone`))[0].gone)
    })
    expect(steps).toEqual([3, 2, 0])
    expect(lines.map(line => [line.action, line.counted, line.actorId])).toEqual([
      ['let go', 3, ada],
      ['let go', 2, ada],
    ])
  })
})
