import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { newId } from '../../../shared/ids.js'
import { hashSecret } from '../../../shared/secrets.js'
import { CalendarReader, type PublishedEntry } from '../../notifications/calendar/calendar.reader.js'
import { NotificationsReader } from '../../notifications/notifications.reader.js'
import { calendarEntry, type CalendarOccurrence } from '../session-mails.js'
import { CalendarFeed } from './calendar-feed.entity.js'

/** So long a cancelled or past session is still served, so that every calendar has heard of it. */
const KEPT_DAYS = 60

interface Row extends CalendarOccurrence {
  bookingId: string
  cancelled: boolean
}

// A place that is still to be approved stands in no calendar, and never did. No needs, no notes: calendars are shown to others.
const SESSIONS = `
  SELECT b.id AS "bookingId", b.state = 'cancelled' AS cancelled, c.title AS "courseTitle", c.key AS "courseKey", o.starts_at AS "startsAt",
    concat_ws(', ', (SELECT name FROM venue_room WHERE id = o.room_id), nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, '')) AS venue, o.online_url AS "onlineUrl",
    o.calendar_sequence + (CASE WHEN b.state = 'cancelled' THEN 1 ELSE 0 END) AS "calendarSequence",
    (SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number)
     FROM session s WHERE s.occurrence_id = o.id) AS sessions
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE b.person_id = $1 AND b.state <> 'requested' AND o.ends_at > $2 AND (b.cancelled_at IS NULL OR b.cancelled_at > $2)
  ORDER BY o.starts_at, b.id`

/** A feed as a program gets it; `tag` changes when what it says changes. */
export interface ServedFeed {
  text: string
  tag: string
}

/** Everybody's own calendar feed. The address is a secret: who has it reads the feed, and needs no account. */
@Injectable()
export class CalendarFeeds {
  constructor(
    private readonly database: DataSource,
    private readonly notifications: NotificationsReader,
    private readonly calendar: CalendarReader,
  ) {}

  /** The path of a person's feed; null: they have none. */
  async pathOf(personId: string): Promise<string | null> {
    const feed = await this.database.getRepository(CalendarFeed).findOneBy({ personId })
    return feed && `/calendar/${this.notifications.linkSecret(feed.nonce)}.ics`
  }

  /** A new secret address: the first, or one in place of the old, which opens nothing from now on. */
  async renew(personId: string, now: Date): Promise<void> {
    const nonce = newId()
    const secretHash = hashSecret(this.notifications.linkSecret(nonce))
    await this.database.getRepository(CalendarFeed).upsert({ personId, nonce, secretHash, madeAt: now }, ['personId'])
  }

  async turnOff(personId: string): Promise<void> {
    await this.database.getRepository(CalendarFeed).delete({ personId })
  }

  /** The feed behind a secret; null: there is none. */
  async serve(secret: string, now: Date): Promise<ServedFeed | null> {
    const feed = await this.database.getRepository(CalendarFeed).findOneBy({ secretHash: hashSecret(secret) })
    if (!feed) return null
    const since = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
    const rows = await this.database.query<Row[]>(SESSIONS, [feed.personId, since])
    const entries = rows.flatMap(entriesOf)
    return { text: this.calendar.published(entries, 'My training', now), tag: hashSecret(JSON.stringify(entries)) }
  }
}

const entriesOf = ({ bookingId, cancelled, ...occurrence }: Row): PublishedEntry[] =>
  occurrence.sessions.map((_, i) => ({ ...calendarEntry({ id: bookingId }, occurrence, i + 1), cancelled }))
