import { refuse, type Refusal } from '../../../../shared/refusal.js'

export type OrderCode = 'no-such-item' | 'item-not-yet' | 'item-over'

/** Whether an item may be opened: all before it are done; where a package only goes forward, it is not done itself. */
export function orderRefusal(done: readonly boolean[], item: number, forwardOnly: boolean): Refusal<OrderCode> | null {
  if (!Number.isInteger(item) || item < 0 || item >= done.length) return refuse('no-such-item')
  const first = done.indexOf(false)
  if (first >= 0 && first < item) return refuse('item-not-yet', { first: first + 1 })
  return forwardOnly && done.length > 1 && done[item] ? refuse('item-over') : null
}
