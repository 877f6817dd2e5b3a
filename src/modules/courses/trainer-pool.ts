import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { Person } from '../people/person.entity.js'
import type { TrainerForm } from './forms/desk.forms.js'
import type { Sender, Wrong } from './save-course.js'
import { Trainer } from './trainer.entity.js'

/** The trainer pool: who is in it, and who is offered for new events. */
@Injectable()
export class TrainerPool {
  constructor(private readonly transaction: Transaction) {}

  /** Takes in the person of this address; without an account, one is made under the name, for which they choose a password themselves. */
  add(form: TrainerForm, sender: Sender, now: Date): Promise<{ added: string } | Wrong> {
    return this.transaction.add(tx =>
      once(tx, sender, async () => {
        const person = await tx.getRepository(Person).findOneBy({ email: form.email })
        if (!person && !form.name)
          return { errors: [{ field: 'name', message: 'Nobody has an account with this address yet: enter the person’s name too' }] }
        if (person && (await tx.getRepository(Trainer).existsBy({ personId: person.id })))
          return { errors: [{ field: 'email', message: `${person.name} is in the trainer pool already` }] }
        const { id, name } = person ?? (await newPerson(tx, form, now))
        const trainerId = newId()
        await tx.getRepository(Trainer).insert({ id: trainerId, key: trainerId, personId: id })
        await tx.query(`UPDATE person SET roles = array_append(roles, 'trainer') WHERE id = $1 AND NOT 'trainer' = ANY(roles)`, [id])
        return { added: name }
      }),
    )
  }

  /** Offered for new events from now on, or no longer; what they deliver already stays theirs. null: no such trainer. */
  setActive(id: string, active: boolean): Promise<{ name: string } | null> {
    return this.transaction.run(async tx => {
      await tx.getRepository(Trainer).update({ id }, { active })
      const [row] = await tx.query<{ name: string }[]>('SELECT p.name FROM trainer t JOIN person p ON p.id = t.person_id WHERE t.id = $1', [
        id,
      ])
      return row ?? null
    })
  }
}

async function newPerson(tx: EntityManager, { email, name }: TrainerForm, now: Date) {
  const id = newId()
  await tx.getRepository(Person).insert({ id, email, name, registeredAt: now })
  return { id, name }
}
