/** So many rows are removed at a time. */
export const STEP = 1000

/** Takes steps until one finds less than a whole one, or the process is about to end; answers how much they came to. */
export async function inSteps(step: (limit: number) => Promise<number>, stopping: AbortSignal): Promise<number> {
  let total = 0
  for (let count = STEP; count >= STEP && !stopping.aborted; total += count) count = await step(STEP)
  return total
}

/** "1 session, 20 tokens" of what there is any of; an empty text for nothing. */
export function counted(parts: readonly (readonly [count: number, one: string, many: string])[]): string {
  const some = parts.filter(([count]) => count > 0)
  return some.map(([count, one, many]) => `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`).join(', ')
}
