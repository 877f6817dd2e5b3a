import { randomUUID } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { Api } from './api.js'
import type { TestApp } from './app.js'
import { aPerson, aToken } from './people.js'

export interface OneOfACrowd {
  id: string
  email: string
  agencyId: string | null
  token: string
}

/** So many people with a token each. */
export function aCrowd(database: DataSource, size: number): Promise<OneOfACrowd[]> {
  return Promise.all(
    Array.from({ length: size }, async () => {
      const { id, email, agencyId } = await aPerson(database, { email: `crowd-${randomUUID()}@example.org` })
      return { id, email, agencyId, token: await aToken(database, { id }) }
    }),
  )
}

/** The API as one of the crowd uses it; each may be sent to another of the running apps. */
export const apiOf = (app: TestApp, person: { token: string }): Api => Api.holding(app, person.token)

/** Does something for every item, `width` at a time, and answers in the order of the items. */
export async function atOnce<Item, Result>(width: number, items: readonly Item[], fn: (item: Item, index: number) => Promise<Result>) {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await fn(items[index]!, index)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}
