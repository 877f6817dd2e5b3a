import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import type { FieldError } from '../../web/forms.js'
import { type Changed, type FormValues, mergeEdits } from '../courses/rules/merge-edits.js'

/** What the form holds; `agency` is a key, empty for none of the list. */
export interface PersonValues extends Record<string, string> {
  name: string
  agency: string
  jobRole: string
  managerName: string
  managerEmail: string
  deputyName: string
  deputyEmail: string
}
interface Stored {
  version: number
  email: string
  agencyId: string | null
  values: PersonValues
}

/** Saved: how many coming bookings went along to the new agency, and how many wait for a line manager who is no longer theirs. */
export interface PersonSaved {
  moved: number
  asked: number
}
export interface PersonOvertaken {
  changed: Changed[]
  values: PersonValues
  version: number
  current: PersonValues
}
type Answer = { saved: PersonSaved } | { overtaken: PersonOvertaken } | { errors: FieldError[] } | null

const STORED = `
  SELECT p.version, p.email, p.agency_id AS "agencyId", json_build_object('name', p.name, 'agency', coalesce(a.key, ''), 'jobRole', p.job_role,
    'managerName', p.manager_name, 'managerEmail', p.manager_email, 'deputyName', p.deputy_name, 'deputyEmail', p.deputy_email) AS values
  FROM person p LEFT JOIN agency a ON a.id = p.agency_id WHERE p.id = $1 AND p.erased_at IS NULL`

const WRITE = `
  UPDATE person SET name = $2, agency_id = $3, agency_other = CASE WHEN $3::uuid IS NULL THEN agency_other END, job_role = $4, manager_name = $5,
    manager_email = $6, deputy_name = $7, deputy_email = $8, version = version + 1 WHERE id = $1`

// What has begun stays credited where it was booked for; who waits or learns on a screen is credited to where they joined.
const MOVE = `
  UPDATE booking b SET agency_id = $2 FROM occurrence o
  WHERE o.id = b.occurrence_id AND b.person_id = $1 AND b.state IN ('requested', 'booked') AND o.starts_at > $3 AND b.agency_id IS DISTINCT FROM $2`

const ASKED = `
  SELECT count(*)::int AS asked FROM booking b JOIN approval v ON v.booking_id = b.id
  WHERE b.person_id = $1 AND b.state = 'requested' AND v.state = 'open' AND v.manager_email <> $2`

/** A person's details as they are stored, `lock`ed where they are about to be changed. */
export async function storedPerson(tx: Pick<EntityManager, 'query'>, id: string, lock = false): Promise<Stored | null> {
  const [row] = await tx.query<Stored[]>(`${STORED}${lock ? ' FOR NO KEY UPDATE OF p' : ''}`, [id])
  return row ?? null
}

/** Changes a person's details at the desk. The form it came from must be of the version that is stored. */
@Injectable()
export class SavePerson {
  constructor(private readonly transaction: Transaction) {}

  /** null: there is no such person. `coming`: whether bookings of courses to come go along to a new agency. */
  run(
    id: string,
    values: PersonValues,
    form: { version: number; opened: FormValues; coming: 'move' | 'stay' },
    sender: RequestKey,
    now: Date,
  ): Promise<Answer> {
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<Answer> => {
        const stored = await storedPerson(tx, id, true)
        if (!stored) return null
        if (stored.version !== form.version)
          return { overtaken: { ...mergeEdits(form.opened, values, stored.values), version: stored.version, current: stored.values } }
        const agencyId = await agencyOf(tx, values.agency)
        if (agencyId === undefined) return { errors: [{ field: 'agency', message: 'Choose an agency of the list' }] }
        const { name, jobRole, managerName, managerEmail, deputyName, deputyEmail } = values
        await tx.query(WRITE, [id, name, agencyId, jobRole, managerName, managerEmail, deputyName, deputyEmail])
        const moves = agencyId !== stored.agencyId && form.coming === 'move'
        const [, moved] = moves ? await tx.query<[unknown, number]>(MOVE, [id, agencyId, now]) : [null, 0]
        const [waits] = await tx.query<{ asked: number }[]>(ASKED, [id, managerEmail])
        return { saved: { moved, asked: waits?.asked ?? 0 } }
      }),
    )
  }
}

/** undefined: there is no agency of this key. */
async function agencyOf(tx: EntityManager, key: string): Promise<string | null | undefined> {
  if (!key) return null
  const [agency] = await tx.query<{ id: string }[]>('SELECT id FROM agency WHERE key = $1', [key])
  return agency?.id
}
