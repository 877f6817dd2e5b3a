import { Injectable } from '@nestjs/common'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { ProgrammeReader } from './courses.reader.js'
import type { VenueForm } from './forms/desk.forms.js'
import { isWebAddress } from './rules/course-problems.js'
import type { Saved, Sender, Wrong } from './save-course.js'
import { Venue } from './venue.entity.js'

/** Adds a venue, or changes one. */
@Injectable()
export class SaveVenue {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
  ) {}

  /** `key` null: a new venue, which gets a key of its name. The answer is null when there is no venue of that key. */
  async run(key: string | null, form: VenueForm, sender: Sender): Promise<Saved | Wrong | null> {
    const { name, address, postcode, access, mapUrl } = form
    if (mapUrl && !isWebAddress(mapUrl))
      return { errors: [{ field: 'mapUrl', message: 'Enter a full web address that starts with https://' }] }
    const columns = { name, address, postcode, access, mapUrl, capacity: form.capacity === '' ? null : Number(form.capacity) }
    const answer = await this.transaction.add(tx =>
      once(tx, sender, async (): Promise<Saved | null> => {
        const venues = tx.getRepository(Venue)
        if (key !== null) return (await venues.update({ key }, columns)).affected ? { saved: key } : null
        const id = newId()
        const plain = keyOf(name)
        const own = !plain || plain === 'new' || (await venues.existsBy({ key: plain })) ? id : plain
        await venues.insert({ id, key: own, ...columns })
        return { saved: own }
      }),
    )
    this.programme.invalidate()
    return answer
  }
}

const keyOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
