import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import type { FormQuestion } from '../rules/form-content.js'

const INSERT = 'INSERT INTO bank_question (id, key, question) VALUES ($1, $2, $3::jsonb) ON CONFLICT (key) DO NOTHING RETURNING key'
const UPDATE = 'UPDATE bank_question SET question = $3::jsonb, version = version + 1 WHERE key = $1 AND version = $2 RETURNING key'
const RETIRE = 'UPDATE bank_question SET retired = $3, version = version + 1 WHERE key = $1 AND version = $2 RETURNING key'
const FIND = 'SELECT 1 FROM bank_question WHERE key = $1'

type Saved = { saved: true } | Refusal
/** The question, or a refusal, where a measure that it was to get could not be made. */
export type Making = (tx: EntityManager) => Promise<FormQuestion | Refusal>

/** The question bank. A form takes a copy: what is changed here changes no form. */
@Injectable()
export class SaveBankQuestion {
  constructor(private readonly transaction: Transaction) {}

  add(make: Making, sender: RequestKey): Promise<Saved> {
    return this.once(sender, async tx => {
      const question = await make(tx)
      if (isRefusal(question)) return question
      const [made] = await tx.query<object[]>(INSERT, [newId(), question.key, JSON.stringify(question)])
      return made ? { saved: true } : refuse('key-taken')
    })
  }

  change(key: string, version: number, make: Making, sender: RequestKey): Promise<Saved> {
    return this.once(sender, async tx => {
      const question = await make(tx)
      return isRefusal(question) ? question : this.update(tx, UPDATE, key, version, JSON.stringify(question))
    })
  }

  /** Out of the bank, or back into it; forms that have taken it keep it. */
  retire(key: string, version: number, retired: boolean, sender: RequestKey): Promise<Saved> {
    return this.once(sender, tx => this.update(tx, RETIRE, key, version, retired))
  }

  private async update(tx: EntityManager, sql: string, key: string, version: number, value: unknown): Promise<Saved> {
    const [[saved]] = await tx.query<[object[], number]>(sql, [key, version, value])
    if (saved) return { saved: true }
    const [there] = await tx.query<object[]>(FIND, [key])
    return refuse(there ? 'bank-changed' : 'not-found')
  }

  private once(sender: RequestKey, then: (tx: EntityManager) => Promise<Saved>): Promise<Saved> {
    return this.transaction.run(tx => once(tx, sender, () => then(tx)))
  }
}
