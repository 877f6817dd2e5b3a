import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Prepared, type Statement } from '../../../database/prepared.js'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { EnrolmentProgress } from '../enrolment-progress.js'
import { isLearned } from '../rules/outcome.js'
import { LaunchToken, type LaunchFacts } from './launch-token.js'
import { is2004, type PackageItem } from './reading/manifest.js'
import { itemOutcome } from './rules/item-outcome.js'
import { readRunTimeData, sessionSeconds } from './rules/run-time-data.js'
import { Manifests } from './scorm-content.js'
import { settle } from './settle.js'

/** What a window sends: all that its item has stored, each time whole. */
export interface SentProgress {
  launch: unknown
  sequence: number
  ended: boolean
  /** Since the window was opened; counts where the item keeps no time itself. */
  seconds: number
  cmi: unknown
}

/** `stored` false: something newer was here already. `done`: the item counts. `overtaken`: it has been opened in another window since. */
export interface Kept {
  stored: boolean
  done: boolean
  overtaken: boolean
}
export type KeepCode = 'no-such-launch' | 'launch-over' | 'data-invalid'

interface Stored {
  enrolmentId: string
  done: boolean
  overtaken: boolean
}

type Reading = Pick<EntityManager, 'query'>

const STORE = `
  UPDATE scorm_launch l SET sequence = $2, cmi = $3, committed_at = $4, completed = $5, done = done OR $7, ended = ended OR $9,
    success = CASE WHEN success = 'passed' OR (done AND $6 = 'failed') THEN success ELSE $6 END,
    score = greatest(score, $10::numeric),
    seconds = greatest(credited, least($8, extract(epoch FROM $4 - opened_at)::int + 60))
  WHERE id = $1 AND sequence < $2 AND opened_at > $4::timestamptz - interval '30 days'
    AND EXISTS (SELECT 1 FROM enrolment e WHERE e.id = l.enrolment_id AND e.closed_at IS NULL)
  RETURNING enrolment_id AS "enrolmentId", done,
    EXISTS (SELECT 1 FROM scorm_launch n WHERE n.enrolment_id = l.enrolment_id AND n.item = l.item AND n.number > l.number) AS overtaken`
const WHY_NOT = `
  SELECT done, sequence >= $2 AS newer FROM scorm_launch WHERE id = $1`
const WHOSE = `
  SELECT e.id AS "enrolmentId", e.person_id AS "personId" FROM scorm_launch l JOIN enrolment e ON e.id = l.enrolment_id WHERE l.id = $1`

/**
 * Keeps what an item has stored. Each message is whole and numbered, and only a newer one is kept: late, doubled and resent ones change
 * nothing. As soon as an item counts, or is left, the enrolment follows in the same transaction.
 */
@Injectable()
export class KeepProgress {
  constructor(
    private readonly tokens: LaunchToken,
    private readonly manifests: Manifests,
    private readonly prepared: Prepared,
    private readonly transaction: Transaction,
    private readonly progress: EnrolmentProgress,
  ) {}

  async run(sent: SentProgress, now: Date): Promise<Kept | Refusal<KeepCode>> {
    const launch = this.tokens.readLaunch(sent.launch)
    const manifest = launch && (await this.manifests.of(launch.packageId))
    const item = manifest?.items[launch?.item ?? -1]
    if (!launch || !manifest || !item) return refuse('no-such-launch')
    const statement = statementOf(launch, sent, item, !is2004(manifest), now)
    if (isRefusal(statement)) return statement
    if (!sent.ended && !statement.counts) {
      const [stored] = await this.prepared.run<Stored>(statement)
      if (stored) return keptAs(stored)
      return this.transaction.run(tx => whyNot(tx, launch.launchId, sent.sequence))
    }
    return this.transaction.run(tx => this.keepAndSettle(tx, launch, sent, statement, now))
  }

  private async keepAndSettle(tx: EntityManager, { launchId }: LaunchFacts, sent: SentProgress, { text, values }: Statement, now: Date) {
    const [whose] = await tx.query<{ enrolmentId: string; personId: string }[]>(WHOSE, [launchId])
    if (!whose) return refuse('no-such-launch')
    // First the enrolment, then its launches: the order in which opening an item locks them.
    const enrolment = await this.progress.lock(tx, whose.enrolmentId, whose.personId)
    if (!enrolment) return refuse('launch-over')
    const [rows] = await tx.query<[Stored[], number]>(text, values)
    const [stored] = rows
    if (!stored) return whyNot(tx, launchId, sent.sequence)
    await settle(tx, this.progress, enrolment, false, now)
    return keptAs(stored)
  }
}

/** Why nothing was stored. Within a transaction it asks on its own connection: waiting for another could be for ever. */
async function whyNot(within: Reading, launchId: string, sequence: number): Promise<Kept | Refusal<KeepCode>> {
  const [row] = await within.query<{ done: boolean; newer: boolean }[]>(WHY_NOT, [launchId, sequence])
  if (!row) return refuse('no-such-launch')
  return row.newer ? { stored: false, done: row.done, overtaken: false } : refuse('launch-over')
}

const keptAs = ({ done, overtaken }: Stored): Kept => ({ stored: true, done, overtaken })

function statementOf(launch: LaunchFacts, sent: SentProgress, item: PackageItem, old: boolean, now: Date) {
  const data = readRunTimeData(sent.cmi, old)
  if (isRefusal(data)) return data
  const outcome = itemOutcome(data, item, old, sent.ended)
  const { completed, success } = outcome
  // "Completed" may be followed by "failed" in the same breath: without a pass it counts only when the item is left.
  const settled = success === 'passed' || sent.ended
  const counts = settled && isLearned({ completed, success, wantsPass: item.mastery !== null })
  const score = outcome.score === null ? null : Math.round(outcome.score * 10_000) / 100
  const seconds = sessionSeconds(data) ?? sent.seconds
  const values = [launch.launchId, sent.sequence, JSON.stringify(data), now, completed, success, counts, seconds, sent.ended, score]
  return { name: 'scorm-keep', text: STORE, values, counts }
}
