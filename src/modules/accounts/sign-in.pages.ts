import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Role, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { beginSession, endSession } from './browser-session.js'
import { SignInForm } from './forms/sign-in.form.js'
import { localPath } from '../../web/local-path.js'
import { signInSentence } from './accounts.messages.js'
import { SignIn } from './sign-in.js'

/** Where somebody begins who did not want to go anywhere else: the business unit with what needs a hand. */
const firstPage = (roles: readonly Role[]): string => (roles.includes('administrator') ? '/desk' : '/my-learning')

@Controller()
export class SignInPages {
  constructor(
    private readonly signIn: SignIn,
    private readonly clock: Clock,
  ) {}

  @Get('sign-in')
  @Access('anyone')
  form(@Query('next') next: unknown, @Me() me?: Who) {
    const onward = localPath(next, '')
    return me ? redirect(onward || firstPage(me.roles)) : page('', onward)
  }

  @Post('sign-in')
  @Access('anyone')
  async enter(@Body() body: { next?: unknown }, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const onward = localPath(body.next, '')
    const { values, errors } = readForm(SignInForm, body)
    if (errors.length) return page(values.email, onward, errors)
    const account = await this.signIn.check({ ...values, address: request.ip ?? '' }, this.clock.now())
    if (isRefusal(account)) {
      const status = account.refused === 'too-many-tries' ? 429 : 422
      return page(values.email, onward, [{ field: 'email', message: signInSentence(account) }], status)
    }
    await beginSession(request, response, account)
    await this.signIn.note(account.id, this.clock.now())
    return redirect(onward || firstPage(account.roles))
  }

  @Post('sign-out')
  @Access('anyone')
  async leave(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    await endSession(request, response)
    return redirect('/')
  }
}

const page = (email: string, next: string, errors: FieldError[] = [], status = errors.length ? 422 : 200) =>
  view('modules/accounts/views/sign-in.njk', { email, next, errors }, status)
