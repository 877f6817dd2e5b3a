const MOST_PAGES = 10_000

/** The page an address asks for, from 1, and how many rows come before it. Anything that is no such number is page 1. */
export function pageOf(wanted: unknown, perPage: number): { page: number; offset: number } {
  const asked = typeof wanted === 'string' && /^\d{1,6}$/.test(wanted) ? Number(wanted) : 1
  const page = Math.min(MOST_PAGES, Math.max(1, asked))
  return { page, offset: (page - 1) * perPage }
}
