import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'

/** After so long the words are read again: a change made in one process is used by every other within the minute. */
const FRESH_FOR_MS = 20_000

/** The edited words of every kind, kept in memory: the sender renders thousands of mails and asks once for all. */
@Injectable()
export class EditedWords implements OnModuleInit {
  private words = new Map<string, string>()
  private readAt = 0
  private reading: Promise<void> | null = null

  constructor(private readonly database: DataSource) {}

  onModuleInit(): Promise<void> {
    return this.read(0)
  }

  /** null: the shipped words are to be used. */
  of(kind: string): string | null {
    return this.words.get(kind) ?? null
  }

  /** Reads them again when they are no longer fresh at `now`; asked by many at once it reads once. */
  async freshAt(now: Date): Promise<void> {
    // A clock that was set back must not keep old words for hours.
    if (Math.abs(now.getTime() - this.readAt) < FRESH_FOR_MS) return
    this.reading ??= this.read(now.getTime()).finally(() => (this.reading = null))
    await this.reading
  }

  /** After a change in this process. */
  forget(): void {
    this.readAt = 0
  }

  private async read(at: number): Promise<void> {
    const rows = await this.database.query<{ kind: string; words: string | null }[]>(
      'SELECT DISTINCT ON (kind) kind, words FROM message_template ORDER BY kind, version DESC',
    )
    this.words = new Map(rows.flatMap(({ kind, words }) => (words === null ? [] : [[kind, words] as const])))
    this.readAt = at
  }
}
