import { Controller, Get, Module } from '@nestjs/common'
import { Access } from './access.js'
import { view } from './reply.js'

/** The pages that say how the product treats people. */
@Controller()
@Access('anyone')
export class InfoPages {
  @Get('terms')
  terms() {
    return view('web/views/info/terms.njk')
  }

  @Get('accessibility')
  accessibility() {
    return view('web/views/info/accessibility.njk')
  }
}

@Module({ controllers: [InfoPages] })
export class InfoModule {}
