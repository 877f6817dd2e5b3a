import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'

const SHOW = 'UPDATE certificate SET name_shown = $3 WHERE number = $1 AND person_id = $2'

/** Its holder says whether whoever checks a certificate sees the whole name, or the initials. */
@Injectable()
export class ShowTheName {
  constructor(private readonly transaction: Transaction) {}

  /** False where there is no such certificate of theirs. */
  async run(number: string, personId: string, shown: boolean): Promise<boolean> {
    const [, count] = await this.transaction.run(tx => tx.query<[unknown, number]>(SHOW, [number, personId, shown]))
    return count > 0
  }
}
