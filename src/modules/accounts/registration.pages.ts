import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common'
import type { Request } from 'express'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { AgenciesQueries } from './agencies.queries.js'
import { ConfirmAddress } from './confirm-address.js'
import { inPageOrder, placeOf } from './forms/details.form.js'
import { RegistrationForm } from './forms/registration.form.js'
import { confirmSentence } from './accounts.messages.js'
import { Register } from './register.js'
import { SignInLimits } from './sign-in-limits.js'

const VIEWS = 'modules/accounts/views'

@Controller()
@Access('anyone')
export class RegistrationPages {
  constructor(
    private readonly register: Register,
    private readonly confirmation: ConfirmAddress,
    private readonly agencies: AgenciesQueries,
    private readonly limits: SignInLimits,
    private readonly clock: Clock,
  ) {}

  @Get('register')
  form() {
    return this.page({})
  }

  @Post('register')
  async send(@Body() body: unknown, @Req() request: Request) {
    const { values, errors } = readForm(RegistrationForm, body)
    const place = placeOf(values, await this.agencies.listed(null))
    const wrong = 'field' in place ? [...errors, place] : errors
    if (wrong.length || 'field' in place) return this.page(values, wrong)
    await this.limits.countMail(request.ip ?? '')
    const { email, password, name, jobRole, managerName, managerEmail } = values
    await this.register.person({ name, jobRole, managerName, managerEmail, ...place }, email, password, this.clock.now())
    return redirect('/register/check-your-mail')
  }

  @Get('register/check-your-mail')
  sent() {
    return view(`${VIEWS}/registered.njk`)
  }

  @Get('confirmations/:secret')
  async look(@Param('secret') secret: string) {
    const email = await this.confirmation.look(secret, this.clock.now())
    return email
      ? view(`${VIEWS}/confirm-address.njk`, { email, secret })
      : this.broken(confirmSentence({ refused: 'link-used-up', facts: {} }))
  }

  @Post('confirmations/:secret')
  async confirm(@Param('secret') secret: string) {
    const result = await this.confirmation.confirm(secret, this.clock.now())
    if (isRefusal(result)) return this.broken(confirmSentence(result))
    return redirect('/sign-in', 'Your address is confirmed.')
  }

  private async page(values: Partial<RegistrationForm>, errors: FieldError[] = []) {
    const agencies = await this.agencies.listed(null)
    return view(`${VIEWS}/register.njk`, { values, agencies, errors: inPageOrder(errors) }, errors.length ? 422 : 200)
  }

  private broken(why: string) {
    return view(`${VIEWS}/link-broken.njk`, { why }, 410)
  }
}
