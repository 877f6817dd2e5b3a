import { describe, expect, it } from '@jest/globals'
import { isRefusal } from '../../../../shared/refusal.js'
import { MOST_STATEMENTS, readStatementsAsked, type StatementsAsked } from './statements-asked.js'

const ID = '0197a000-0000-7000-8000-000000000001'
const account = (name: unknown, homePage: unknown = 'https://training.example.org') => JSON.stringify({ account: { homePage, name } })

function read(given: Record<string, unknown>): StatementsAsked {
  const asked = readStatementsAsked(given)
  if (isRefusal(asked)) throw new Error(asked.refused)
  return asked
}

describe('readStatementsAsked', () => {
  it('asks for everything, newest first, where nothing is said', () => {
    expect(read({})).toEqual({
      ...{ statementId: null, voided: false, verb: null, activity: null, agent: null, registration: null, since: null, until: null },
      ...{ limit: MOST_STATEMENTS, ascending: false, format: 'exact', after: null },
    })
  })

  it.each<[Record<string, string>, Partial<StatementsAsked>]>([
    [{ statementId: ID.toUpperCase() }, { statementId: ID }],
    [
      { voidedStatementId: ID, format: 'ids', attachments: 'false' },
      { voided: true, format: 'ids' },
    ],
    [
      { registration: ID, ascending: 'true', related_agents: 'true', related_activities: 'false' },
      { registration: ID, ascending: true },
    ],
    [{ verb: 'http://adlnet.gov/expapi/verbs/passed' }, { verb: 'http://adlnet.gov/expapi/verbs/passed' }],
    [{ activity: 'urn:x' }, { activity: 'urn:x' }],
    [{ agent: account(ID) }, { agent: { homePage: 'https://training.example.org', name: ID } }],
    [{ agent: account('dana') }, { agent: 'unknown' }],
    [{ agent: '{"mbox":"mailto:dana@example.org"}' }, { agent: 'unknown' }],
    [{ since: '2026-03-02T09:00:00Z' }, { since: new Date('2026-03-02T09:00:00Z') }],
    [{ until: '2026-03-02T10:00:00.5+01:00' }, { until: new Date('2026-03-02T09:00:00.5Z') }],
    [
      { since: '2026-03-02T09:00', until: '2026-03-02T10:00:00+01' },
      { since: new Date('2026-03-02T09:00Z'), until: new Date('2026-03-02T09:00Z') },
    ],
    [{ limit: '0' }, { limit: MOST_STATEMENTS }],
    [{ limit: '1' }, { limit: 1 }],
    [{ limit: String(MOST_STATEMENTS + 1) }, { limit: MOST_STATEMENTS }],
    [{ after: `5_${ID}` }, { after: { at: new Date(5), id: ID } }],
    [{ format: 'canonical' }, { format: 'canonical' }],
  ])('%j', (given, expected) => expect(read(given)).toMatchObject(expected))

  it.each<[Record<string, unknown>, string]>([
    [{ statementid: ID }, 'There is no parameter statementid.'],
    [{ verb: ['a:b', 'a:c'] }, 'Give verb once.'],
    [{ statementId: ID, voidedStatementId: ID }, 'Ask for one id, not two.'],
    [{ statementId: ID, verb: 'a:b' }, 'An id is asked for without filters.'],
    [{ voidedStatementId: ID, limit: '1' }, 'An id is asked for without filters.'],
    [{ statementId: 'x' }, 'statementId is a UUID.'],
    [{ registration: 'x' }, 'registration is a UUID.'],
    [{ verb: 'completed' }, 'verb is a whole address, such as https://example.org/this.'],
    [{ activity: '' }, 'activity is a whole address, such as https://example.org/this.'],
    [{ since: 'yesterday' }, 'since is a moment, such as 2026-03-02T09:00:00Z.'],
    [{ since: '2026-03-02' }, 'since is a moment, such as 2026-03-02T09:00:00Z.'],
    [{ until: '2026-13-02T09:00:00Z' }, 'until is a moment, such as 2026-03-02T09:00:00Z.'],
    [{ limit: '-1' }, 'limit is a whole number; 0 is as many as we give at once.'],
    [{ limit: '1.5' }, 'limit is a whole number; 0 is as many as we give at once.'],
    [{ ascending: 'yes' }, 'ascending is true or false.'],
    [{ related_agents: '1' }, 'related_agents is true or false.'],
    [{ attachments: 'true' }, 'Statements here have no attachments: leave attachments out.'],
    [{ format: 'short' }, 'format is exact, ids or canonical.'],
    [{ agent: 'dana' }, 'agent is JSON, such as {"account":{"homePage":"https://example.org","name":"..."}}.'],
    [{ agent: '[]' }, 'agent is JSON, such as {"account":{"homePage":"https://example.org","name":"..."}}.'],
    [{ agent: '{}' }, 'agent has one of mbox, mbox_sha1sum, openid and account.'],
    [{ agent: '{"mbox":"mailto:a@b","openid":"x"}' }, 'agent has one of mbox, mbox_sha1sum, openid and account.'],
    [{ agent: '{"account":null}' }, 'An account has a homePage and a name.'],
    [{ agent: account(5) }, 'An account has a homePage and a name.'],
    [{ agent: account(ID, 5) }, 'An account has a homePage and a name.'],
    [{ after: 'x' }, 'after is ours: follow the address in more as it is.'],
    [{ after: '5_x' }, 'after is ours: follow the address in more as it is.'],
  ])('refuses %j', (given, sentence) => expect(readStatementsAsked(given)).toMatchObject({ refused: sentence }))

  it('lets nothing through that is not a plain text of a parameter it knows', () => {
    for (const name of ['limit', 'verb', 'since', 'agent', 'statementId', 'nonsense'])
      for (const value of [null, 5, {}, [], ['x']]) expect(isRefusal(readStatementsAsked({ [name]: value }))).toBe(true)
  })
})
