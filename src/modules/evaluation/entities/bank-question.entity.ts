import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import type { FormQuestion } from '../rules/form-content.js'

/** A question that is ready to be used again. A form takes a copy, under the same key. */
@Entity('bank_question')
@Index('uq_bank_question_key', ['key'], { unique: true })
export class BankQuestion {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('jsonb') question: FormQuestion
  @Column('boolean', { default: false }) retired: boolean
  @Column('int', { default: 1 }) version: number
}
