import type { Stop, Who } from './tour.js'

const of = (who: Who, pages: (string | Omit<Stop, 'who'>)[]): Stop[] =>
  pages.map(page => (typeof page === 'string' ? { who, path: page } : { who, ...page }))

/** What people are asked before and after a course: by the links of mails, when signed in, and at the door. */
export const EVALUATIONS: Stop[] = [
  ...of('nobody', [
    '/evaluations/:linkPost',
    { path: '/evaluations/:linkPost?part=2', press: 'Continue', status: 422 },
    '/evaluations/:linkPost?part=3',
    '/evaluations/:linkSent',
    '/evaluations/:linkManager',
    { path: '/evaluations/:linkUsed', status: 410 },
    { path: '/evaluations/broken', status: 404 },
    '/evaluations/thank-you',
    { path: '/door/:door', press: 'Go on', status: 422 },
    { path: '/door/AAAA-AAAA', status: 404 },
  ]),
  ...of('dana', [
    '/my-learning/evaluations',
    { path: '/my-learning/evaluations/:askedPre', press: 'Continue', status: 422 },
    '/my-learning/evaluations/:askedPost?part=2',
    '/my-learning/evaluations/:askedImpact?part=2',
    '/my-learning/evaluations/:sentEvaluation',
    '/door/:door',
  ]),
  ...of('nell', ['/my-learning/evaluations', { path: '/my-learning/evaluations/:sentEvaluation', status: 404 }]),
]
export const DOORS: Stop[] = of('tara', ['/occurrences/:today/door', '/occurrences/:coming/door'])
