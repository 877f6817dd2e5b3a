import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common'
import qr from 'qrcode'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { shownCode } from '../rules/door.js'
import { ComeToTheDoor } from './come-to-the-door.js'
import { type Door, DoorQueries } from './door.queries.js'

/** What a trainer shows at the door and at the end: a code to scan, and how many have answered. */
@Controller('occurrences/:id/door')
@Access('trainer', 'administrator')
export class DoorDeskPages {
  constructor(
    private readonly doors: DoorQueries,
    private readonly coming: ComeToTheDoor,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  async show(@Me() me: Who, @Param('id') id: string) {
    const door = await this.door(me, id)
    const address = `${this.settings.publicUrl}/door/${shownCode(door.code)}`
    const [code, answered] = await Promise.all([squares(address), this.doors.answered(door.id)])
    const facts = { door, address: address.replace(/^https?:\/\//, ''), code, answered }
    return view('modules/evaluation/door/views/door-desk.njk', facts)
  }

  @Post('opening')
  async open(@Me() me: Who, @Param('id') id: string) {
    const door = await this.door(me, id)
    const back = `/occurrences/${door.id}/door`
    if (!door.mayOpen)
      return redirect(back, door.stage === 'post' ? 'The questions are open already.' : 'They open once the last session has begun.')
    await this.coming.openInTheRoom(door, me.id, this.clock.now())
    return redirect(back, 'The questions after the course are open. Let everybody scan the code.')
  }

  private async door(me: Who, id: string): Promise<Door> {
    const door = await this.doors.theirs(id, me, this.clock.now())
    if (!door) throw new NotFoundException()
    return door
  }
}

/** As one path, in the page itself: sharp at any size, and no picture has to be fetched. */
async function squares(text: string): Promise<string> {
  const svg = await qr.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return svg.replace('<svg ', '<svg role="img" aria-label="Code to scan" class="gt-code" ')
}
