import { Body, Controller, Post, Req } from '@nestjs/common'
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { Request } from 'express'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access } from '../../web/access.js'
import { readJson } from '../../web/forms.js'
import { refusalProblem } from '../../web/problem.js'
import { SignInForm } from './forms/sign-in.form.js'
import { IssueToken } from './issue-token.js'
import { signInSentence } from './accounts.messages.js'
import { SignIn } from './sign-in.js'

const STATUS = { 'sign-in-failed': 401, 'too-many-tries': 429, 'address-not-confirmed': 403, 'account-joined': 403 }

@ApiTags('People')
@Controller('api/v1/tokens')
export class TokensApi {
  constructor(
    private readonly signIn: SignIn,
    private readonly tokens: IssueToken,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Access('anyone')
  @ApiOperation({
    summary: 'Sign in',
    description: 'The token is sent with every other request, and works for thirty days or until the password changes.',
  })
  @ApiBody({ type: SignInForm })
  @ApiResponse({ status: 201, description: 'Signed in: token, and expiresAt' })
  @ApiResponse({ status: 401, description: 'sign-in-failed: the address or the password is not right' })
  @ApiResponse({
    status: 403,
    description: 'address-not-confirmed: the link was mailed again; account-joined: sign in with the other address',
  })
  @ApiResponse({ status: 429, description: 'too-many-tries' })
  async create(@Body() body: unknown, @Req() request: Request) {
    const { email, password } = readJson(SignInForm, body)
    const now = this.clock.now()
    const account = await this.signIn.check({ email, password, address: request.ip ?? '' }, now)
    if (isRefusal(account)) throw refusalProblem(account, `${signInSentence(account)}.`, STATUS[account.refused])
    await this.signIn.note(account.id, now)
    return this.tokens.for(account.id, now)
  }
}
