import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { beginSession } from './browser-session.js'
import { ChangeAddress } from './change-address.js'
import { ChangePassword } from './change-password.js'
import { ChangeAddressForm, ChangePasswordForm } from './forms/password.forms.js'
import { ownPasswordSentence } from './accounts.messages.js'
import type { SignInRefusal } from './sign-in.js'

/** What opens the account: the address and the password. Each change asks for the password of now. */
@Controller('my-details')
@Access('delegate')
export class MyAccountPages {
  constructor(
    private readonly passwords: ChangePassword,
    private readonly addresses: ChangeAddress,
    private readonly clock: Clock,
  ) {}

  @Get('password')
  passwordForm() {
    return passwordPage()
  }

  @Post('password')
  async changePassword(@Me() me: Who, @Body() body: object, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const { values, errors } = readForm(ChangePasswordForm, { ...body, email: me.email })
    if (errors.length) return passwordPage(errors)
    const { oldPassword, password } = values
    const account = await this.passwords.change(me, oldPassword, password, request.ip ?? '', this.clock.now())
    if (isRefusal(account)) return passwordPage([{ field: 'oldPassword', message: ownPasswordSentence(account) }], statusOf(account))
    await beginSession(request, response, account)
    return redirect('/my-details', 'Your password is changed. You are signed out everywhere else.')
  }

  @Get('address')
  addressForm() {
    return addressPage('')
  }

  @Post('address')
  async changeAddress(@Me() me: Who, @Body() body: unknown, @Req() request: Request) {
    const { values, errors } = readForm(ChangeAddressForm, body)
    if (errors.length) return addressPage(values.email, errors)
    const { email, password } = values
    const asked = await this.addresses.ask(me, email, password, request.ip ?? '', this.clock.now())
    if (isRefusal(asked)) return addressPage(email, [{ field: 'password', message: ownPasswordSentence(asked) }], statusOf(asked))
    return redirect(
      '/my-details',
      'We have sent a link to the new address. Your address changes when you open it and press the button there.',
    )
  }
}

const statusOf = (refusal: SignInRefusal): number => (refusal.refused === 'too-many-tries' ? 429 : 422)

const passwordPage = (errors: FieldError[] = [], status = errors.length ? 422 : 200) =>
  view('modules/accounts/views/my-password.njk', { errors }, status)

const addressPage = (email: string, errors: FieldError[] = [], status = errors.length ? 422 : 200) =>
  view('modules/accounts/views/my-address.njk', { email, errors }, status)
