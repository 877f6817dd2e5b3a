/**
 * Gathers what is asked for while one call of `load` is under way into the next call: sixty-four requests that each want their person
 * become a few queries, not sixty-four. A lone request waits for nobody. `load` answers with a map; a key it leaves out is undefined.
 */
export function gather<Key, Value>(load: (keys: Key[]) => Promise<Map<Key, Value>>): (key: Key) => Promise<Value | undefined> {
  interface Round {
    keys: Set<Key>
    found: Promise<Map<Key, Value>>
  }
  let next: Round | null = null
  let underWay: Promise<unknown> = Promise.resolve()

  function open(): Round {
    const keys = new Set<Key>()
    const found = underWay.then(() => {
      next = null
      return load([...keys])
    })
    // The next round waits for this one, whether it succeeded or not.
    underWay = found.catch(() => undefined)
    return { keys, found }
  }

  return async key => {
    next ??= open()
    next.keys.add(key)
    return (await next.found).get(key)
  }
}
