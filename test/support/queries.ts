import pg from 'pg'

/** How many statements go to the database while `work` runs, the session store's and everybody else's of this process included. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const client = pg.Client.prototype as { query: (...words: unknown[]) => unknown }
  const { query } = client
  let count = 0
  client.query = function (this: unknown, ...words: unknown[]) {
    count += 1
    return query.apply(this, words)
  }
  try {
    await work()
  } finally {
    client.query = query
  }
  return count
}
