import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { retryPassing } from '../../../database/passing.js'
import { Prepared } from '../../../database/prepared.js'
import { Transaction } from '../../../database/transaction.js'
import { gather } from '../../../shared/gather.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { EnrolmentProgress } from '../enrolment-progress.js'
import { isLearned } from '../rules/outcome.js'
import { LaunchToken, type LaunchFacts } from './launch-token.js'
import { is2004, type PackageItem } from './reading/manifest.js'
import { itemOutcome, type ItemOutcome } from './rules/item-outcome.js'
import { readRunTimeData, sessionSeconds, type RunTimeData } from './rules/run-time-data.js'
import { Manifests } from './scorm-content.js'
import { settle } from './settle.js'

/** What a window sends: all that its item has stored, each time whole. */
export interface SentProgress {
  launch: unknown
  sequence: number
  /** The item was left. */
  ended: boolean
  /** The item said itself that it is at its end, before it was left. */
  finished: boolean
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
  id: string
  sequence: string
  done: boolean
  overtaken: boolean
}

/** One message as it is to be stored. `counts`: the item is learned by it. */
interface Word extends ItemOutcome {
  launchId: string
  sequence: number
  cmi: RunTimeData
  counts: boolean
  seconds: number
  ended: boolean
  at: Date
}

// Several statements at once, so that one which waits holds up only its own; a window's messages are all in one round, and in their order.
const ROUNDS = 4
const roundOf = ({ launchId }: Word): number => Number.parseInt(launchId.slice(-2), 16) % ROUNDS

type Reading = Pick<EntityManager, 'query'>

// Many windows' messages in one statement: those that come while one is under way are the next.
const STORE = `
  UPDATE scorm_launch l SET sequence = s.sequence, cmi = s.cmi, committed_at = $2, completed = s.completed, done = l.done OR s.counts,
    ended = l.ended OR s.ended, score = greatest(l.score, s.score),
    success = CASE WHEN l.success = 'passed' OR (l.done AND s.success = 'failed') THEN l.success ELSE s.success END,
    seconds = greatest(l.credited, least(s.seconds, extract(epoch FROM $2 - l.opened_at)::int + 60))
  FROM jsonb_to_recordset($1::jsonb) AS s("launchId" uuid, sequence bigint, cmi jsonb, completed boolean, success text, counts boolean,
    seconds int, ended boolean, score numeric)
  WHERE l.id = s."launchId" AND l.sequence < s.sequence AND l.opened_at > $2::timestamptz - interval '30 days'
    AND EXISTS (SELECT 1 FROM enrolment e WHERE e.id = l.enrolment_id AND e.closed_at IS NULL)
  RETURNING l.id, s.sequence, l.done,
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
  private readonly rounds = Array.from({ length: ROUNDS }, () => gather<Word, Stored>(words => this.storeTogether(words)))

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
    const word = wordOf(launch, sent, item, !is2004(manifest), now)
    if (isRefusal(word)) return word
    if (word.ended || word.counts) return this.transaction.run(tx => this.storeAndSettle(tx, word))
    const stored = await this.rounds[roundOf(word)]!(word)
    return stored ? keptAs(stored) : this.transaction.run(tx => whyNot(tx, word))
  }

  /** Of two messages of one window only the newer can be stored, and is. */
  private async storeTogether(words: Word[]): Promise<Map<Word, Stored>> {
    const newest = new Map<string, Word>()
    for (const word of words) if (word.sequence > (newest.get(word.launchId)?.sequence ?? 0)) newest.set(word.launchId, word)
    const values = valuesOf([...newest.values()])
    const rows = await retryPassing(() => this.prepared.run<Stored>({ name: 'scorm-keep', text: STORE, values }))
    return new Map(rows.map(row => [newest.get(row.id)!, row]))
  }

  private async storeAndSettle(tx: EntityManager, word: Word): Promise<Kept | Refusal<KeepCode>> {
    const [whose] = await tx.query<{ enrolmentId: string; personId: string }[]>(WHOSE, [word.launchId])
    if (!whose) return refuse('no-such-launch')
    // First the enrolment, then its launches: the order in which opening an item locks them.
    const enrolment = await this.progress.lock(tx, whose.enrolmentId, whose.personId)
    if (!enrolment) return refuse('launch-over')
    const [[stored]] = await tx.query<[Stored[], number]>(STORE, valuesOf([word]))
    if (!stored) return whyNot(tx, word)
    const failed = word.ended && word.success === 'failed' && !stored.done ? { attempt: word.launchId, score: word.score } : null
    await settle(tx, this.progress, enrolment, { failed }, word.at)
    return keptAs(stored)
  }
}

/** Why nothing was stored. Within a transaction it asks on its own connection: waiting for another could be for ever. */
async function whyNot(within: Reading, { launchId, sequence }: Word): Promise<Kept | Refusal<KeepCode>> {
  const [row] = await within.query<{ done: boolean; newer: boolean }[]>(WHY_NOT, [launchId, sequence])
  if (!row) return refuse('no-such-launch')
  return row.newer ? { stored: false, done: row.done, overtaken: false } : refuse('launch-over')
}

const keptAs = ({ done, overtaken }: Stored): Kept => ({ stored: true, done, overtaken })
const valuesOf = (words: Word[]): unknown[] => [
  JSON.stringify(words),
  words.reduce((latest, { at }) => (at > latest ? at : latest), new Date(0)),
]

function wordOf(launch: LaunchFacts, sent: SentProgress, item: PackageItem, old: boolean, at: Date): Word | Refusal<'data-invalid'> {
  const cmi = readRunTimeData(sent.cmi, old)
  if (isRefusal(cmi)) return cmi
  const { completed, success, score } = itemOutcome(cmi, item, old, sent.finished)
  // "Completed" may be followed by "failed" in the same breath: without a pass it counts only when the item is left.
  const settled = success === 'passed' || sent.ended
  const counts = settled && isLearned({ completed, success, wantsPass: item.mastery !== null })
  const percent = score === null ? null : Math.round(score * 10_000) / 100
  const { sequence, ended } = sent
  return {
    launchId: launch.launchId,
    sequence,
    cmi,
    completed,
    success,
    score: percent,
    counts,
    seconds: sessionSeconds(cmi) ?? sent.seconds,
    ended,
    at,
  }
}
