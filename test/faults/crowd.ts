import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { seeded } from '../../src/shared/seeded.js'

export const token = (n: number): string => `fault-secret-${n}`
const id = (kind: number, n: string) => `('00000000-0000-4000-8${kind}00-' || lpad((${n})::text, 12, '0'))::uuid`
export const uuid = (kind: number, n: number): string => `00000000-0000-4000-8${kind}00-${String(n).padStart(12, '0')}`

/** How many people ask for places, and for how many there are. */
export interface Size {
  people: number
  occurrences: number
  places: number
  /** People booked long ago, whose reminders are due during the run. */
  reminded: number
}

/** The partnership of the run: courses with a date each, a crowd with tokens, and bookings whose reminders fall due today. */
export async function seedCrowd(database: pg.Client, { people, occurrences, places, reminded }: Size): Promise<void> {
  const statements = [
    `INSERT INTO topic (id, key, name) VALUES (${id(0, '1')}, 'faults', 'Faults')`,
    `INSERT INTO agency (id, key, name, agency_group) VALUES (${id(1, '1')}, 'health', 'Health', 'Health')`,
    `INSERT INTO course (id, key, title, kind, topic_id) SELECT ${id(2, 'n')}, 'c' || n, 'Course ' || n, 'scheduled', ${id(0, '1')} FROM generate_series(1, ${occurrences + 1}) n`,
    `INSERT INTO waiting_list (course_id) SELECT ${id(2, 'n')} FROM generate_series(1, ${occurrences + 1}) n`,
    `INSERT INTO person (id, email, name, agency_id, registered_at, confirmed_at)
     SELECT ${id(3, 'n')}, 'crowd-' || n || '@example.org', 'Crowd ' || n, ${id(1, '1')}, now(), now() FROM generate_series(1, ${people + reminded}) n`,
    `INSERT INTO person_token (hash, kind, person_id, expires_at)
     SELECT encode(sha256(convert_to('fault-secret-' || n, 'utf8')), 'hex'), 'api', ${id(3, 'n')}, now() + interval '1 day' FROM generate_series(1, ${people}) n`,
    `INSERT INTO event (id, key, course_id) SELECT ${id(4, 'n')}, 'e' || n, ${id(2, 'n')} FROM generate_series(1, ${occurrences + 1}) n`,
    `INSERT INTO occurrence (id, key, event_id, course_id, starts_at, ends_at, places)
     SELECT ${id(5, 'n')}, 'o' || n, ${id(4, 'n')}, ${id(2, 'n')}, now() + interval '40 days', now() + interval '40 days 6 hours', ${places}
     FROM generate_series(1, ${occurrences}) n`,
    // The reminder of 14 days before fell due this morning, or yesterday's if this morning's is still to come.
    `INSERT INTO occurrence (id, key, event_id, course_id, starts_at, ends_at, places, booked)
     SELECT ${id(5, `${occurrences + 1}`)}, 'soon', ${id(4, `${occurrences + 1}`)}, ${id(2, `${occurrences + 1}`)}, day.starts, day.starts + interval '6 hours', ${reminded}, ${reminded}
     FROM (SELECT ((now() - interval '9 hours') AT TIME ZONE 'Europe/London')::date + 14 + time '20:00' AS local) l,
       LATERAL (SELECT l.local AT TIME ZONE 'Europe/London' AS starts) day`,
    `INSERT INTO session (id, occurrence_id, number, starts_at, ends_at) SELECT gen_random_uuid(), id, 1, starts_at, ends_at FROM occurrence`,
    `INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, agency_id, state, booked_at)
     SELECT gen_random_uuid(), 'R' || n, ${id(5, `${occurrences + 1}`)}, ${id(2, `${occurrences + 1}`)}, ${id(3, `${people} + n`)}, ${id(1, '1')}, 'booked', now() - interval '60 days'
     FROM generate_series(1, ${reminded}) n`,
  ]
  for (const statement of statements) await database.query(statement)
}

interface Answer {
  status: number
  body: { id?: string; state?: string; code?: string; items?: { id: string; offer?: { id: string } | null }[] }
}

/** What the crowd was told, against which the database is held afterwards. */
export class Crowd {
  readonly booked = new Map<string, number>()
  readonly cancelled = new Set<string>()
  readonly waiting = new Set<string>()
  readonly accepted: string[] = []
  readonly wrong: string[] = []
  /** Who will give their place back later, when others wait for it. */
  private readonly leavers: { n: number; booking: string }[] = []

  constructor(
    private readonly ports: number[],
    private readonly size: Size,
    private readonly random = seeded(7),
  ) {}

  /** One person: asks for a place and waits for one when it is full; one in eight gives it back at once, one in eight later. */
  async person(n: number): Promise<void> {
    const date = 1 + Math.floor(this.random() * this.size.occurrences)
    const mood = this.random()
    const first = await this.ask(n, 'POST', `/api/v1/occurrences/${uuid(5, date)}/bookings`, `book-${n}`)
    if (first.status === 201) {
      this.booked.set(first.body.id!, n)
      if (mood < 1 / 8) await this.cancel(n, first.body.id!)
      else if (mood < 1 / 4) this.leavers.push({ n, booking: first.body.id! })
    } else if (first.body.code === 'full') {
      const joined = await this.ask(n, 'POST', `/api/v1/courses/c${date}/waiting-list`, `join-${n}`)
      if (joined.status === 201) this.waiting.add(joined.body.id!)
      else this.wrong.push(`join ${joined.status} ${joined.body.code}`)
    } else this.wrong.push(`book ${first.status} ${first.body.code}`)
  }

  /** Everybody who holds an offer takes it, save one in six. */
  async takeOffers(open: { id: string; person: number }[]): Promise<void> {
    for (const offer of open) {
      const decline = this.random() < 1 / 6
      const answer = await this.ask(
        offer.person,
        'POST',
        `/api/v1/offers/${offer.id}/${decline ? 'refusal' : 'acceptance'}`,
        `offer-${offer.id}`,
      )
      if (answer.status === 201 && !decline) this.accepted.push(answer.body.id!)
    }
  }

  /** Those who meant to leave do, save the last few; everybody when `all`. */
  async leave(all = false): Promise<void> {
    while (this.leavers.length > (all ? 0 : this.size.people / 20)) {
      const leaver = this.leavers.shift()
      if (leaver) await this.cancel(leaver.n, leaver.booking)
    }
  }

  private async cancel(n: number, booking: string): Promise<void> {
    const { status, body } = await this.ask(n, 'DELETE', `/api/v1/bookings/${booking}`, `cancel-${n}`)
    if (status === 200) this.cancelled.add(booking)
    else this.wrong.push(`cancel ${status} ${body.code}`)
  }

  /** Asks as a phone does: again with the same key while nobody answers, of whichever process is up. */
  private async ask(n: number, method: string, path: string, key: string): Promise<Answer> {
    for (;;) {
      const port = this.ports[this.random() < 0.5 ? 0 : 1]
      const headers = { authorization: `Bearer ${token(n)}`, 'content-type': 'application/json', 'idempotency-key': key }
      const signal = AbortSignal.timeout(15_000)
      const body = method === 'POST' ? '{}' : null
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body, signal }).catch(() => null)
      const read = answer && answer.status < 500 ? ((await answer.json().catch(() => null)) as Answer['body'] | null) : null
      if (answer && read) {
        return { status: answer.status, body: read }
      }
      await pause(100 + this.random() * 200)
    }
  }
}
