import { Controller, Get } from '@nestjs/common'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { RetentionSettings } from './retention-settings.js'
import { inWords, PERIOD_KEYS, PERIODS } from './rules/periods.js'

/** What is kept of people and how long, as it is set at the desk. */
@Controller('privacy')
@Access('anyone')
export class PrivacyPages {
  constructor(private readonly settings: RetentionSettings) {}

  @Get()
  async show() {
    const { periods } = await this.settings.read()
    const rows = PERIOD_KEYS.map(key => {
      const { title, what, from, unit } = PERIODS[key]
      return { key, title, what, until: `${inWords(periods[key], unit)} after ${from}` }
    })
    const of = (key: (typeof PERIOD_KEYS)[number]) => inWords(periods[key], PERIODS[key].unit)
    return view('modules/retention/views/privacy.njk', { rows, needs: of('needs'), evidence: of('evidence'), refused: of('refused') })
  }
}
