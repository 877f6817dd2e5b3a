import { Inject, Injectable } from '@nestjs/common'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { publishedCalendar, type PublishedEntry } from './calendar-text.js'

export type { PublishedEntry } from './calendar-text.js'

/** Writes calendars for the rest of the product, with the partnership as their organiser. */
@Injectable()
export class CalendarReader {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** A calendar that programs fetch of themselves; its UIDs are those of the invitations. */
  published(entries: PublishedEntry[], name: string, stampedAt: Date): string {
    const { partnership, mailFrom, publicUrl } = this.settings
    const domain = mailFrom.split('@')[1] ?? 'localhost'
    return publishedCalendar(entries, name, { organizer: { name: partnership, email: mailFrom }, stampedAt, publicUrl, domain })
  }
}
