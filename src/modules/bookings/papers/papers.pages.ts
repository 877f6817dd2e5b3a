import { Controller, Get, Inject, NotFoundException, Param } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { Clock } from '../../../shared/clock.js'
import { londonDate } from '../../../shared/dates.js'
import { Access, holds, Me, type Who } from '../../../web/access.js'
import { Fonts } from '../../../web/papers/fonts.js'
import { Download } from '../../../web/reply.js'
import { isUuid } from '../booking.queries.js'
import { badges } from './badges.js'
import { papersOf, type PaperDate } from './papers.queries.js'
import { signInSheet } from './sign-in-sheet.js'

/** What lies on the table at the door: the sheet to sign and the badges. For administrators and the trainers of this very date. */
@Controller('occurrences/:id')
@Access('trainer', 'administrator')
export class PapersPages {
  constructor(
    private readonly database: DataSource,
    private readonly fonts: Fonts,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('sign-in-sheet.pdf')
  async sheet(@Param('id') id: string, @Me() me: Who): Promise<Download> {
    const date = await this.date(id, me)
    const file = await signInSheet(date, this.settings.partnership, this.fonts, this.clock.now())
    return new Download('application/pdf', file, `sign-in-sheet-${londonDate(date.startsAt)}.pdf`)
  }

  @Get('badges.pdf')
  async badges(@Param('id') id: string, @Me() me: Who): Promise<Download> {
    const date = await this.date(id, me)
    const file = await badges(date, this.settings.partnership, this.fonts, this.clock.now())
    return new Download('application/pdf', file, `badges-${londonDate(date.startsAt)}.pdf`)
  }

  private async date(id: string, me: Who): Promise<PaperDate> {
    const reader = { id: me.id, administrator: holds(me, 'administrator') }
    const date = isUuid(id) ? await papersOf(this.database, id, reader) : null
    if (!date) throw new NotFoundException()
    return date
  }
}
