import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'
import type { FormContent } from '../rules/form-content.js'
import { EvaluationForm } from './evaluation-form.entity.js'

/** A form as it was published, never changed again: answers keep the version that they were given to. */
@Entity('evaluation_form_version')
@Index('uq_evaluation_form_version_number', ['formId', 'number'], { unique: true })
export class EvaluationFormVersion {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => EvaluationForm) @JoinColumn() form?: Relation<EvaluationForm>
  @Column('uuid') formId: string
  @Column('int') number: number
  @Column('jsonb') content: FormContent
  @Column('timestamptz') publishedAt: Date
  @ManyToOne(() => Person) @JoinColumn() publishedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) publishedById: string | null
}
