import { Busy } from './busy.js'

/** Lets `width` through at once; others wait in order. More than `longest` waiting are turned away with Busy. */
export function turnstile(width: number, longest: number) {
  let free = width
  const waiting: (() => void)[] = []
  return async <T>(fn: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1
    else if (waiting.length < longest) await new Promise<void>(resolve => waiting.push(resolve))
    else throw new Busy('Too many are waiting to sign in.')
    try {
      return await fn()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
