import { Body, Controller, Get, NotFoundException, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { isRefusal, type Refusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { ChangeRoles, type RolesChanged } from './change-roles.js'
import { PersonId } from './person-id.js'
import { ROLES, type RolesCode } from './rules/roles.js'

const WORDS: Record<RolesCode | 'overtaken', string> = {
  'not-administrator': 'You are no longer an administrator yourself',
  'own-administrator': 'You cannot stop being an administrator by yourself: ask another one',
  'last-administrator': 'This is the only administrator. Make somebody else one first',
  delivers: 'They deliver dates that are still to come. Choose other trainers for those first',
  'no-agency': 'A training lead looks after an agency: choose theirs first, under “Details”',
  overtaken: 'Somebody changed this person while you had the page open. Look at the roles as they are now, and choose again',
}

/** What a person may do here. */
@Controller('desk/people/:id/roles')
@Access('administrator')
export class RolesPages {
  constructor(
    private readonly database: DataSource,
    private readonly changeRoles: ChangeRoles,
    private readonly clock: Clock,
  ) {}

  @Get()
  form(@PersonId() id: string) {
    return this.page(id)
  }

  @Post()
  async change(
    @PersonId() id: string,
    @Body() body: { roles?: string | string[]; version?: string },
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const ticked = [body.roles ?? []].flat()
    const wanted = ROLES.filter(role => ticked.includes(role))
    const answer = await this.changeRoles.run(id, wanted, Number(body.version), { personId: me.id, key }, this.clock.now())
    if (!answer) throw new NotFoundException()
    if (!isRefusal(answer)) return redirect(`/desk/people/${id}`, changedWords(answer))
    return this.page(id, { wanted, errors: [{ field: 'roles', message: WORDS[answer.refused] }] }, statusOf(answer))
  }

  private async page(id: string, facts: object = {}, status = 200) {
    const [person] = await this.database.query<object[]>(
      'SELECT id, name, roles, version FROM person WHERE id = $1 AND erased_at IS NULL',
      [id],
    )
    if (!person) throw new NotFoundException()
    return view('modules/people-desk/views/roles.njk', { person, ...facts }, status)
  }
}

const statusOf = ({ refused }: Refusal<RolesCode | 'overtaken'>): number => (refused === 'overtaken' ? 409 : 422)

function changedWords({ name, given, taken }: RolesChanged): string {
  const parts = [...(given.length ? [`is now ${given.join(', ')}`] : []), ...(taken.length ? [`no longer ${taken.join(', ')}`] : [])]
  const out = taken.length ? ' They were signed out everywhere.' : ''
  return parts.length ? `${name} ${parts.join(' and ')}. They are told by mail.${out}` : `${name}’s roles are as they were.`
}
