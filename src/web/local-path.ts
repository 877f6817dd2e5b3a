const HERE = 'http://here.invalid'

/** The address to go on to after signing in, when it is a page of ours; otherwise `fallback`. Browsers read `//` and `/\` as another site. */
export function localPath(next: unknown, fallback: string): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return fallback
  const url = new URL(next, HERE)
  const path = url.pathname + url.search + url.hash
  // The path as the browser will read it: `/.//other.example` becomes `//other.example`.
  return url.origin === HERE && !path.startsWith('//') ? path : fallback
}
