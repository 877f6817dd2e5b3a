import type { Stop, Who } from './tour.js'

const of = (who: Who, pages: (string | Omit<Stop, 'who'>)[]): Stop[] =>
  pages.map(page => (typeof page === 'string' ? { who, path: page } : { who, ...page }))

/** What came of the courses: for trainers, for readers outside the business unit, and for the business unit. */
export const IMPACT: Stop[] = [
  ...of('tara', ['/occurrences/:closed/answers', '/occurrences/:coming/answers']),
  ...of('rhea', [
    '/reports/impact?period=2025-26',
    '/reports/impact?period=2025-26&by=agency-group',
    '/reports/impact/answers?period=2025-26',
    '/reports/impact/statements?period=2025-26',
    { path: '/reports/impact/answers/:sentEvaluation/more', status: 404 },
    { path: '/reports/impact?course=a&topic=b', status: 422 },
  ]),
  ...of('ada', [
    '/reports/impact?period=2025-26',
    '/reports/impact?period=2025-26&by=trainer&agency-group=education',
    '/reports/impact/answers?period=2025-26',
    '/reports/impact/answers?period=2025-26&q=nothing+of+this+kind',
    '/reports/impact/answers/:sentEvaluation/more',
    '/reports/impact/statements?period=2025-26',
  ]),
]
