import { Injectable, Logger } from '@nestjs/common'
import { kindRow } from '../kinds/kinds.js'
import { gather, type Outgoing } from '../rules/gathering.js'
import { StillTrue } from '../still-true.writer.js'
import { Wanted } from '../wanted.writer.js'
import { Claims, type Claimed } from './claims.js'

/** What is to become of claimed messages: mails, and those that are not to be sent, each with the reason. */
export interface Prepared {
  mails: Outgoing<Claimed>[]
  dropped: { message: Claimed; reason: string }[]
  /** Nobody could say whether they still hold. */
  unclear: { message: Claimed; reason: string }[]
}

/** Looks at claimed messages once more before they go out, and puts together what goes in one mail. */
@Injectable()
export class Prepare {
  private readonly logger = new Logger('Sender')

  constructor(
    private readonly stillTrue: StillTrue,
    private readonly wanted: Wanted,
    private readonly claims: Claims,
  ) {}

  async of(messages: Claimed[], now: Date): Promise<Prepared> {
    const { holding, unclear } = await this.holding(messages, now)
    const wanted = await this.wantedOf([...holding], unclear)
    const unknown = new Set(unclear.map(({ message }) => message))
    const dropped = messages
      .filter(message => !wanted.has(message) && !unknown.has(message))
      .map(message => ({ message, reason: holding.has(message) ? 'not wanted' : 'no longer true' }))
    const mails = gather([...wanted])
    await this.claims.keepTogether(mails)
    return { mails, dropped, unclear }
  }

  /** What can be turned off waits when nobody can say whether it was; all else is wanted. */
  private async wantedOf(messages: Claimed[], unclear: Prepared['unclear']): Promise<Set<Claimed>> {
    try {
      return await this.wanted.of(messages)
    } catch (error) {
      this.logger.error('Whether messages are wanted could not be asked', error instanceof Error ? error.stack : String(error))
      await this.claims.reachable()
      const reason = `Whether it is wanted could not be seen: ${String(error)}`
      const wanted = messages.filter(message => !kindRow(message.kind)?.topic)
      unclear.push(...messages.filter(message => !wanted.includes(message)).map(message => ({ message, reason })))
      return new Set(wanted)
    }
  }

  /** A question that fails must not hold up the messages of other kinds, so then each kind is asked about alone. */
  private async holding(messages: Claimed[], now: Date): Promise<{ holding: Set<Claimed>; unclear: Prepared['unclear'] }> {
    try {
      return { holding: await this.stillTrue.of(messages, now), unclear: [] }
    } catch (error) {
      this.logger.error('Whether messages still hold could not be asked', error instanceof Error ? error.stack : String(error))
      await this.claims.reachable()
      const kinds = new Set(messages.map(({ kind }) => kind))
      const parts = await Promise.all(
        [...kinds].map(async kind => {
          const asked = messages.filter(message => message.kind === kind)
          const unclear = (trouble: unknown) =>
            asked.map(message => ({ message, reason: `Whether it still holds could not be seen: ${String(trouble)}` }))
          return this.stillTrue.of(asked, now).then(
            holding => ({ holding: [...holding], unclear: [] }),
            (trouble: unknown) => ({ holding: [], unclear: unclear(trouble) }),
          )
        }),
      )
      return { holding: new Set(parts.flatMap(part => part.holding)), unclear: parts.flatMap(part => part.unclear) }
    }
  }
}
