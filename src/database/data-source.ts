import type { DataSourceOptions } from 'typeorm'
import { FirstSchema1764000000000 } from './migrations/1764000000000-first-schema.js'
import { MessagesWithStates1764600000000 } from './migrations/1764600000000-messages-with-states.js'
import { Jobs1764600020000 } from './migrations/1764600020000-jobs.js'
import { FiguresRollup1764600020010 } from './migrations/1764600020010-figures-rollup.js'
import { Calendar1764600030000 } from './migrations/1764600030000-calendar.js'
import { Reminders1764600050000 } from './migrations/1764600050000-reminders.js'
import { Approval1764600040000 } from './migrations/1764600040000-approval.js'
import { WordsAndWishes1764600060000 } from './migrations/1764600060000-words-and-wishes.js'
import { Elearning1764600070000 } from './migrations/1764600070000-elearning.js'
import { Scorm1764600080000 } from './migrations/1764600080000-scorm.js'
import { Evaluation1764600100000 } from './migrations/1764600100000-evaluation.js'
import { EvaluationForms1764600100010 } from './migrations/1764600100010-evaluation-forms.js'
import { Impact1764600101000 } from './migrations/1764600101000-impact.js'
import { Asking1764600102000 } from './migrations/1764600102000-asking.js'
import { BookThePath1764600110000 } from './migrations/1764600110000-book-the-path.js'
import { Xapi1764600120000 } from './migrations/1764600120000-xapi.js'
import { Charges1764600140000 } from './migrations/1764600140000-charges.js'
import { Certificates1764600130000 } from './migrations/1764600130000-certificates.js'
import { Evidence1764600090000 } from './migrations/1764600090000-evidence.js'
import { Policies1764600200000 } from './migrations/1764600200000-policies.js'
import { ReservedPlaces1764600260000 } from './migrations/1764600260000-reserved-places.js'
import { ImportRuns1764600240000 } from './migrations/1764600240000-import-runs.js'
import { TrainingReturns1764600250000 } from './migrations/1764600250000-training-returns.js'
import { Retention1764600210000 } from './migrations/1764600210000-retention.js'
import { Fewest1764600150000 } from './migrations/1764600150000-fewest.js'
import { Programme1764600160000 } from './migrations/1764600160000-programme.js'
import { Catalogue1764600170000 } from './migrations/1764600170000-catalogue.js'
import { BookingsDesk1764600180000 } from './migrations/1764600180000-bookings-desk.js'
import { PeopleDesk1764600190000 } from './migrations/1764600190000-people-desk.js'
import { Agencies1764600220000 } from './migrations/1764600220000-agencies.js'
import { Audit1764600230000 } from './migrations/1764600230000-audit.js'
import { AuditOfLaterTables1764600310000 } from './migrations/1764600310000-audit-of-later-tables.js'
import { ReadableNames } from './names.js'

/** Every migration, in order, named one by one: ESM has no globs. */
const migrations = [
  FirstSchema1764000000000,
  MessagesWithStates1764600000000,
  Jobs1764600020000,
  FiguresRollup1764600020010,
  Calendar1764600030000,
  Approval1764600040000,
  Reminders1764600050000,
  WordsAndWishes1764600060000,
  Elearning1764600070000,
  Scorm1764600080000,
  Evidence1764600090000,
  Evaluation1764600100000,
  EvaluationForms1764600100010,
  Impact1764600101000,
  Asking1764600102000,
  BookThePath1764600110000,
  Xapi1764600120000,
  Certificates1764600130000,
  Charges1764600140000,
  Fewest1764600150000,
  Programme1764600160000,
  Catalogue1764600170000,
  BookingsDesk1764600180000,
  PeopleDesk1764600190000,
  Policies1764600200000,
  Retention1764600210000,
  Agencies1764600220000,
  Audit1764600230000,
  ImportRuns1764600240000,
  TrainingReturns1764600250000,
  ReservedPlaces1764600260000,
  AuditOfLaterTables1764600310000,
]

/**
 * How the process speaks to Postgres. `entities` is handed down by the application (the rows above may not know the modules below);
 * running migrations needs none. A statement waits five seconds for a lock at most, then the transaction starts again.
 */
export function dataSourceOptions(url: string, poolSize: number, entities: DataSourceOptions['entities'] = []): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    migrations,
    namingStrategy: new ReadableNames(),
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize,
    extra: { options: '-c lock_timeout=5000 -c TimeZone=UTC', application_name: 'goldthread' },
  }
}
