import { Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { Download, redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { ExportCharges } from './export-charges.js'

/** The lists for finance: what waits for the next, and those made. */
@Controller('desk/charges/exports')
@Access('administrator')
export class ChargeExportsPages {
  constructor(
    private readonly exports: ExportCharges,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    const [waiting, made] = await Promise.all([this.exports.waiting(), this.exports.made()])
    return view('modules/charges/views/charge-exports.njk', { waiting, made })
  }

  @Post()
  async make(@RequestKey() key: string | undefined, @Me() me: Who) {
    const answer = await this.exports.make({ personId: me.id, key }, this.clock.now())
    const words = isRefusal(answer) ? 'Nothing waits for a list: it may just have been made.' : `List ${answer.number} is made.`
    return redirect('/desk/charges/exports', words)
  }

  @Get(':number.csv')
  async csv(@Param('number') asked: string) {
    const number = /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : 0
    const csv = await this.exports.csv(number)
    if (!csv) throw new NotFoundException()
    return new Download('text/csv; charset=utf-8', csv, `charges-${number}.csv`)
  }
}
