import { Body, Controller, Post, Req } from '@nestjs/common'
import type { Request } from 'express'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access } from '../../web/access.js'
import { readJson } from '../../web/forms.js'
import { refusalProblem } from '../../web/problem.js'
import { SignInForm } from './forms/sign-in.form.js'
import { IssueToken } from './issue-token.js'
import { signInSentence } from './people.messages.js'
import { SignIn } from './sign-in.js'

const STATUS = { 'sign-in-failed': 401, 'too-many-tries': 429, 'address-not-confirmed': 403 }

@Controller('api/v1/tokens')
export class TokensApi {
  constructor(
    private readonly signIn: SignIn,
    private readonly tokens: IssueToken,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Access('anyone')
  async create(@Body() body: unknown, @Req() request: Request) {
    const { email, password } = readJson(SignInForm, body)
    const now = this.clock.now()
    const account = await this.signIn.check({ email, password, address: request.ip ?? '' }, now)
    if (isRefusal(account)) throw refusalProblem(account, `${signInSentence(account)}.`, STATUS[account.refused])
    return this.tokens.for(account.id, now)
  }
}
