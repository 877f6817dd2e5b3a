/**
 * Gathers what is asked for within one turn of the event loop into one call of `load`: sixty-four requests that each want their person
 * become one query, not sixty-four. `load` answers with a map; a key it leaves out is answered with undefined.
 */
export function gather<Key, Value>(load: (keys: Key[]) => Promise<Map<Key, Value>>): (key: Key) => Promise<Value | undefined> {
  let waiting: Promise<Map<Key, Value>> | null = null
  let keys: Key[] = []
  return async key => {
    keys.push(key)
    waiting ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        const asked = [...new Set(keys)]
        keys = []
        waiting = null
        load(asked).then(resolve, reject)
      })
    })
    return (await waiting).get(key)
  }
}
