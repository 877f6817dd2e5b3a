/** An expected "no": a code that programs read, and the facts its sentence needs. Sentences stand in `*.messages.ts`. */
export interface Refusal<Code extends string = string> {
  refused: Code
  facts: Record<string, string | string[] | number>
}

/** Makes a refusal; `facts` fill in the sentence (for example `{ missing: ['neglect-l1'] }`). */
export function refuse<Code extends string>(code: Code, facts: Refusal['facts'] = {}): Refusal<Code> {
  return { refused: code, facts }
}

/** Tells a refusal from any other result. */
export function isRefusal<T>(result: T | Refusal): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result
}
