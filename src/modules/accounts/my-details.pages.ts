import { Body, Controller, Get, Post } from '@nestjs/common'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { AgenciesQueries } from './agencies.queries.js'
import { ChangeDetails } from './change-details.js'
import { inPageOrder, NOT_LISTED, OwnDetailsForm, placeOf } from './forms/details.form.js'

/** A person's own details, but for the address and the password. */
@Controller('my-details')
@Access('delegate')
export class MyDetailsPages {
  constructor(
    private readonly details: ChangeDetails,
    private readonly agencies: AgenciesQueries,
  ) {}

  @Get()
  async show(@Me() me: Who) {
    return view('modules/accounts/views/my-details.njk', { details: await this.details.of(me.id), roles: me.roles })
  }

  @Get('about-me')
  async form(@Me() me: Who) {
    const details = await this.details.of(me.id)
    return this.page(me, { ...details, agency: details.agencyKey ?? (details.agencyOther ? NOT_LISTED : '') })
  }

  @Post('about-me')
  async change(@Me() me: Who, @Body() body: object) {
    const { values, errors } = readForm(OwnDetailsForm, { ...body, email: me.email })
    const place = placeOf(values, await this.agencies.listed(me.agencyId))
    if ('field' in place) return this.page(me, values, [...errors, place])
    if (errors.length) return this.page(me, values, errors)
    const { name, jobRole, managerName, managerEmail } = values
    await this.details.write(me.id, { name, jobRole, managerName, managerEmail, ...place })
    const certificates =
      name === me.name ? '' : ' If your certificates should carry the new name too, go to My learning, then My certificates.'
    return redirect('/my-details', `Your details are changed.${certificates}`)
  }

  private async page(me: Who, values: object, errors: FieldError[] = []) {
    const agencies = await this.agencies.listed(me.agencyId)
    return view('modules/accounts/views/about-me.njk', { values, agencies, errors: inPageOrder(errors) }, errors.length ? 422 : 200)
  }
}
