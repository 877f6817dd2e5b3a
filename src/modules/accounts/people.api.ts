import { Body, Controller, Get, Post, Req } from '@nestjs/common'
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { Request } from 'express'
import { Clock } from '../../shared/clock.js'
import { Access } from '../../web/access.js'
import { readJson } from '../../web/forms.js'
import { Problem } from '../../web/problem.js'
import { AgenciesQueries } from './agencies.queries.js'
import { placeOf } from './forms/details.form.js'
import { RegistrationForm } from './forms/registration.form.js'
import { Register } from './register.js'
import { SignInLimits } from './sign-in-limits.js'

@ApiTags('People')
@Controller('api/v1')
@Access('anyone')
export class PeopleApi {
  constructor(
    private readonly register: Register,
    private readonly agencies: AgenciesQueries,
    private readonly limits: SignInLimits,
    private readonly clock: Clock,
  ) {}

  @Post('people')
  @ApiOperation({ summary: 'Register', description: 'The answer is the same whether the address has an account already or not.' })
  @ApiBody({ type: RegistrationForm })
  @ApiResponse({ status: 201, description: 'A mail is on its way to the address: email, and state confirmation-sent' })
  async create(@Body() body: unknown, @Req() request: Request) {
    const values = readJson(RegistrationForm, body)
    const place = placeOf(values, await this.agencies.listed(null))
    if ('field' in place) throw new Problem(422, 'fields-invalid', place.message, { errors: [place] })
    await this.limits.countMail(request.ip ?? '')
    const { email, password, name, jobRole, managerName, managerEmail } = values
    await this.register.person({ name, jobRole, managerName, managerEmail, ...place }, email, password, this.clock.now())
    return { email, state: 'confirmation-sent' }
  }

  @Get('agencies')
  @ApiOperation({ summary: 'The agencies to choose from at registration' })
  @ApiResponse({ status: 200, description: 'items, each with key, name and group' })
  async list() {
    const items = await this.agencies.listed(null)
    return { items: items.map(({ key, name, group }) => ({ key, name, group })) }
  }
}
