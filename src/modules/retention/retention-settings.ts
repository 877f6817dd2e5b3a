import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { mergeEdits, type Changed, type FormValues } from '../courses/rules/merge-edits.js'
import { PERIOD_KEYS, periodsOf, type PeriodKey, type Periods } from './rules/periods.js'

export type TypedPeriods = Record<PeriodKey, string>

/** Somebody else saved first: the form as it is to be shown again, and what is stored now. */
export interface PeriodsOvertaken {
  changed: Changed[]
  values: TypedPeriods
  version: number
  current: TypedPeriods
}

const READ = 'SELECT periods, version FROM retention_setting WHERE id = 1'

export const typedOf = (periods: Periods): TypedPeriods =>
  Object.fromEntries(PERIOD_KEYS.map(key => [key, String(periods[key])])) as TypedPeriods

/** How long each kind is kept. */
@Injectable()
export class RetentionSettings {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
  ) {}

  async read(): Promise<{ periods: Periods; version: number }> {
    const [row] = await this.database.query<{ periods: Record<string, number>; version: number }[]>(READ)
    return { periods: periodsOf(row?.periods ?? {}), version: row?.version ?? 0 }
  }

  /** Saves numbers that are allowed. The form must be of the version that is stored; `opened`: the values it was opened with. */
  save(typed: TypedPeriods, form: { version: number; opened: FormValues }, by: string, now: Date): Promise<PeriodsOvertaken | null> {
    return this.transaction.run(async tx => {
      const [row] = await tx.query<{ periods: Record<string, number>; version: number }[]>(`${READ} FOR UPDATE`)
      const current = typedOf(periodsOf(row!.periods))
      if (row!.version !== form.version) return { ...mergeEdits(form.opened, typed, current), version: row!.version, current }
      const periods = Object.fromEntries(PERIOD_KEYS.map(key => [key, Number(typed[key])]))
      await tx.query('UPDATE retention_setting SET periods = $1, version = version + 1, changed_at = $2, changed_by_id = $3 WHERE id = 1', [
        JSON.stringify(periods),
        now,
        by,
      ])
      return null
    })
  }
}
