import type { DataSource } from 'typeorm'
import { newId } from '../../src/shared/ids.js'
import { Api } from '../support/api.js'
import type { TestApp } from '../support/app.js'
import { aCharge } from '../support/builders/charge.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { someCertificates } from './some-certificates.js'
import { someAgencies } from './agency-stops.js'
import { someCatalogue } from './catalogue-stops.js'
import { somePolicies } from './policy-stops.js'
import { someReturns } from './returns-stops.js'
import { someDrafts } from './programme-stops.js'
import { someForms } from './some-forms.js'
import { someEvaluations } from './some-evaluations.js'
import { someEvidence } from './some-evidence.js'
import { someElearning } from './some-elearning.js'
import { somePackage } from './some-package.js'
import { aColleague, aDelegate, aLead, anAdministrator, anOutsider, aPerson, aReader, aTrainer } from '../support/people.js'
import { approvals } from './approvals.js'

/** Names of what was made, with the ids and keys that stand in the addresses of its pages. */
export type Year = Record<string, string> & { unconfirmed: string }

type People = Awaited<ReturnType<typeof everybody>>
type Courses = Awaited<ReturnType<typeof catalogue>>
type Where = Awaited<ReturnType<typeof somewhere>>

/** A partnership with one of everything, as it stands on Monday 2 March 2026: what each page shows when there is something to show. */
export async function aYear(app: TestApp): Promise<Year> {
  const { database } = app
  const people = await everybody(database)
  const courses = await catalogue(database)
  const where = await somewhere(database, people)
  await learned(database, people, courses)
  const names = {
    person: people.dana.id,
    otherPerson: people.cole.id,
    course: courses.day.key,
    elsewhere: courses.elsewhere.key,
    titleElsewhere: courses.titleElsewhere.key,
    venue: where.venue.key,
    unconfirmed: 'una@example.org',
    ...(await approvals(app)),
    ...(await someAgencies(app)),
    ...(await someCertificates(app, people.dana)),
    ...(await someCatalogue(app)),
    ...(await someReturns(app, people.ada)),
    ...(await somePolicies(app)),
    ...(await someForms(app)),
    ...(await someDrafts(app)),
    ...(await someElearning(app, people.dana)),
    ...(await somePackage(app, people.dana)),
    ...(await someEvidence(app, people.dana, people.oona)),
  }
  const held = await past(database, people, courses, where)
  const asked = await someEvaluations(app, people.dana, held.today)
  return { ...names, ...held, ...asked, ...(await future(app, people, courses, where)) }
}

async function everybody(database: DataSource) {
  await aLead(database)
  await aReader(database)
  const ada = await anAdministrator(database)
  await aPerson(database, { email: 'nell@example.org', name: 'Nell Newcomer' })
  await aPerson(database, { email: 'una@example.org', name: 'Una Unconfirmed', confirmedAt: null })
  return {
    ada,
    dana: await aDelegate(database),
    cole: await aColleague(database),
    oona: await anOutsider(database),
    tara: await aTrainer(database),
    // Has the last place of a date, and gives it up.
    gus: await aPerson(database, { email: 'gus@example.org', name: 'Gus Goer' }),
  }
}

async function catalogue(database: DataSource) {
  const online = { kind: 'e-learning', mode: 'e-learning', externalUrl: 'https://example.org/title' } as const
  const policyId = (await aPolicy(database)).id
  const about = { summary: 'Who does what when a child is at risk.', audience: 'Everybody who works with children', policyId }
  return {
    ...(await theNeglectPathway(database)),
    titleElsewhere: await aCourse(database, { title: 'Modern slavery awareness', ...online }),
    elsewhere: await aCourse(database, { title: 'Prevent', kind: 'external', externalUrl: 'https://example.org/prevent' }),
    day: await aCourse(database, { title: 'Working Together to Safeguard Children', ...about }),
  }
}

async function somewhere(database: DataSource, { tara }: People) {
  const venue = await aVenue(database, { mapUrl: 'https://example.org/map' })
  return { venue, trainers: [await aTrainerRow(database, { person: tara })] }
}

async function learned(database: DataSource, { dana, cole }: People, { l1, l2, titleElsewhere }: Courses) {
  await aRecord(database, { person: dana, course: l1 })
  await aRecord(database, { person: dana, course: titleElsewhere, completedOn: '2023-01-10', validUntil: '2025-01-10', note: 'Seen' })
  for (const course of [l1, l2]) await aRecord(database, { person: cole, course })
  const enrolment = [newId(), titleElsewhere.id, dana.id, dana.agencyId, '2026-02-01T09:00:00Z']
  await database.query(`INSERT INTO enrolment (id, course_id, person_id, agency_id, signed_up_at) VALUES ($1, $2, $3, $4, $5)`, enrolment)
}

async function past(database: DataSource, { dana, cole, oona }: People, { day, gcp2 }: Courses, where: Where) {
  const february = { startsAt: '2026-02-24 09:30', registerClosedAt: new Date('2026-02-24T16:30:00Z') }
  const closed = await anOccurrence(database, { course: day, ...where, ...february })
  await aBooking(database, { person: dana, occurrence: closed, state: 'attended' })
  await aBooking(database, { person: cole, occurrence: closed, state: 'no-show' })
  await aBooking(database, { person: oona, occurrence: closed, state: 'attended', walkIn: true })
  const unclosed = await anOccurrence(database, { course: day, ...where, startsAt: '2026-02-26 09:30' })
  await aBooking(database, { person: cole, occurrence: unclosed })
  const today = await anOccurrence(database, {
    course: gcp2,
    ...where,
    sessions: [
      ['2026-03-02 08:30', '2026-03-02 12:30'],
      ['2026-03-03 09:30', '2026-03-03 12:30'],
    ],
  })
  const { id } = await aBooking(database, { person: cole, occurrence: today })
  await database.query(`INSERT INTO need (booking_id, access, dietary) VALUES ($1, 'A hearing loop', 'No nuts')`, [id])
  await aBooking(database, { person: oona, occurrence: today, walkIn: true })
  return { closed: closed.id, today: today.id }
}

async function future(app: TestApp, { dana, gus }: People, { day, elsewhere, l2, gcp2 }: Courses, where: Where) {
  const { database } = app
  const coming = await anOccurrence(database, {
    course: day,
    ...where,
    startsAt: '2026-03-20 09:30',
    onlineUrl: 'https://example.org/meet',
  })
  const booked = await aBooking(database, { person: dana, occurrence: coming })
  const later = await anOccurrence(database, { course: day, ...where, startsAt: '2026-04-20 09:30' })
  const gone = { cancelledAt: new Date('2026-02-25T10:00:00Z'), cancelledBy: 'delegate' } as const
  const cancelled = await aBooking(database, { person: dana, occurrence: later, state: 'cancelled', ...gone })
  await anOccurrence(database, { course: elsewhere, startsAt: '2026-03-26 09:30', externalUrl: 'https://example.org/prevent' })
  const open = await anOccurrence(database, { course: l2, ...where })
  const builtOn = await anOccurrence(database, { course: gcp2, ...where, startsAt: '2026-03-24 09:30' })
  const full = await anOccurrence(database, { course: l2, ...where, startsAt: '2026-03-17 09:30', places: 1 })
  const given = await aBooking(database, { person: gus, occurrence: full })
  await (await Api.of(app, dana.email)).post('/courses/neglect-l2/waiting-list', {})
  await (await Api.of(app, gus.email)).delete(`/bookings/${given.id}`)
  const [offer] = await database.query<{ id: string }[]>(`SELECT id FROM offer WHERE occurrence_id = $1`, [full.id])
  const occurrences = { coming: coming.id, open: open.id, builtOn: builtOn.id, full: full.id }
  const charge = await aCharge(database, { booking: cancelled })
  await aCharge(database, { booking: cancelled, kind: 'no-show', state: 'confirmed' })
  return { ...occurrences, booked: booked.id, cancelled: cancelled.id, charge: charge.id, offer: offer!.id }
}
