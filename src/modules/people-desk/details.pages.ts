import { Body, Controller, Get, NotFoundException, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { changeInWords, readOpened } from '../courses/rules/merge-edits.js'
import { PersonForm } from './forms/person.form.js'
import { PersonId } from './person-id.js'
import { SavePerson, storedPerson, type PersonSaved, type PersonValues } from './save-person.js'

const FIELDS: Record<string, string> = {
  name: 'Name',
  agency: 'Agency',
  jobRole: 'Job role',
  managerName: 'Line manager’s name',
  managerEmail: 'Line manager’s address',
  deputyName: 'Deputy’s name',
  deputyEmail: 'Deputy’s address',
}

/** A person's details, changed by the desk: all but the address, which its owner has to confirm. */
@Controller('desk/people/:id/details')
@Access('administrator')
export class DetailsPages {
  constructor(
    private readonly database: DataSource,
    private readonly savePerson: SavePerson,
    private readonly clock: Clock,
  ) {}

  @Get()
  async form(@PersonId() id: string) {
    const stored = await storedPerson(this.database, id)
    if (!stored) throw new NotFoundException()
    const { values, version } = stored
    return this.page(id, { values, version, opened: JSON.stringify(values) })
  }

  @Post()
  async change(
    @PersonId() id: string,
    @Body() body: { version?: string; opened?: string },
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const stored = await storedPerson(this.database, id)
    if (!stored) throw new NotFoundException()
    const { values, errors } = readForm(PersonForm, { ...body, email: stored.email })
    const { version, opened } = body
    if (errors.length) return this.page(id, { values, errors, version, opened }, 422)
    const { email: _own, coming, ...typed } = values
    const form = { version: Number(version), opened: readOpened(opened), coming: coming === 'stay' ? ('stay' as const) : ('move' as const) }
    const typedValues: PersonValues = { ...typed }
    const answer = await this.savePerson.run(id, typedValues, form, { personId: me.id, key }, this.clock.now())
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return this.page(id, { values, version, opened, errors: answer.errors }, 422)
    if ('saved' in answer) return redirect(`/desk/people/${id}`, savedWords(values.name, stored.values, typedValues, answer.saved))
    const { values: merged, current, changed, ...overtaken } = answer.overtaken
    const lines = changed.map(one => changeInWords(one, FIELDS))
    return this.page(
      id,
      { version: overtaken.version, values: { ...merged, coming }, opened: JSON.stringify(current), overtaken: lines },
      409,
    )
  }

  private async page(id: string, facts: object, status = 200) {
    const [person] = await this.database.query<object[]>(
      `SELECT p.id, p.name, p.agency_other AS "agencyOther", coalesce(a.key, '') AS "agencyKey", coalesce(a.name, p.agency_other) AS agency,
         (SELECT count(*)::int FROM booking b JOIN occurrence o ON o.id = b.occurrence_id
          WHERE b.person_id = p.id AND b.state IN ('requested', 'booked') AND o.starts_at > $2) AS coming
       FROM person p LEFT JOIN agency a ON a.id = p.agency_id WHERE p.id = $1`,
      [id, this.clock.now()],
    )
    const agencies = await this.database.query<object[]>('SELECT key AS value, name AS text FROM agency ORDER BY name')
    return view('modules/people-desk/views/details.njk', { person, agencies, ...facts }, status)
  }
}

/** What was done, and what may still have to be done elsewhere. */
function savedWords(name: string, before: PersonValues, after: PersonValues, { moved, asked }: PersonSaved): string {
  const words = [`${name}’s details are changed.`]
  if (moved) words.push(`${moved === 1 ? 'One coming booking counts' : `${moved} coming bookings count`} for the new agency.`)
  if (asked)
    words.push(
      `${asked === 1 ? 'One request waits' : `${asked} requests wait`} for the line manager of before: open the booking to ask anew.`,
    )
  if (before.name !== after.name) words.push('Certificates keep the name of before, until you put it right under “Certificates”.')
  return words.join(' ')
}
