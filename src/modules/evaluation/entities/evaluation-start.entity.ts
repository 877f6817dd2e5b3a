import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** The one moment from which people are asked: whatever ended before is history, loaded or lived, and nobody is asked about it. */
@Entity('evaluation_start')
@Check('ck_evaluation_start_once', 'id = 1')
export class EvaluationStart {
  @PrimaryColumn('smallint') id: number
  @Column('timestamptz') since: Date
}
