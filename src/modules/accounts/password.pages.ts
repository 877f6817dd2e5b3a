import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common'
import type { Request } from 'express'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { ChoosePasswordForm, ForgottenPasswordForm } from './forms/password.forms.js'
import { confirmSentence } from './accounts.messages.js'
import { ResetPassword } from './reset-password.js'
import { SignInLimits } from './sign-in-limits.js'

const VIEWS = 'modules/accounts/views'

@Controller()
@Access('anyone')
export class PasswordPages {
  constructor(
    private readonly reset: ResetPassword,
    private readonly limits: SignInLimits,
    private readonly clock: Clock,
  ) {}

  @Get('forgotten-password')
  form() {
    return view(`${VIEWS}/forgotten-password.njk`)
  }

  @Post('forgotten-password')
  async ask(@Body() body: unknown, @Req() request: Request) {
    const { values, errors } = readForm(ForgottenPasswordForm, body)
    if (errors.length) return view(`${VIEWS}/forgotten-password.njk`, { values, errors }, 422)
    await this.limits.countMail(request.ip ?? '')
    await this.reset.ask(values.email.toLowerCase(), this.clock.now())
    return redirect('/forgotten-password/check-your-mail')
  }

  @Get('forgotten-password/check-your-mail')
  sent() {
    return view(`${VIEWS}/password-link-sent.njk`)
  }

  @Get('reset-password/:secret')
  async look(@Param('secret') secret: string) {
    const email = await this.reset.look(secret, this.clock.now())
    return email ? view(`${VIEWS}/reset-password.njk`, { email, secret }) : broken()
  }

  @Post('reset-password/:secret')
  async choose(@Param('secret') secret: string, @Body() body: Record<string, unknown>) {
    const now = this.clock.now()
    const email = await this.reset.look(secret, now)
    if (!email) return broken()
    const { values, errors } = readForm(ChoosePasswordForm, { ...body, email })
    if (errors.length) return view(`${VIEWS}/reset-password.njk`, { email, secret, errors }, 422)
    const done = await this.reset.choose(secret, values.password, now)
    return isRefusal(done) ? broken() : redirect('/sign-in', 'Your new password is set. Sign in with it.')
  }
}

const broken = () => view(`${VIEWS}/link-broken.njk`, { why: confirmSentence({ refused: 'link-used-up', facts: {} }) }, 410)
