/** Who a route lets in: everybody, strangers too; everybody who is signed in; or those with one of these roles. */
export type LetIn = 'everybody' | 'signed in' | readonly Role[]
export type Role = 'trainer' | 'training lead' | 'report reader' | 'administrator'

/**
 * Every route of the product, and whom it lets in, as agreed; the test beside this file walks the running product and compares. A new
 * route needs its row here, a row without its route must go. Whether a row of the database is theirs is not asked here.
 */
export const routes: Record<string, LetIn> = {
  // Running it
  'GET /health': 'everybody',
  'GET /ready': 'everybody',
  'GET /api/openapi.json': 'everybody',
  'GET /api/docs': 'everybody',
  'GET /dev/mail': 'everybody',
  'GET /dev/mail/:id': 'everybody',

  // About the service
  'GET /privacy': 'everybody',
  'GET /terms': 'everybody',
  'GET /accessibility': 'everybody',

  // People
  'GET /sign-in': 'everybody',
  'POST /sign-in': 'everybody',
  'POST /sign-out': 'everybody',
  'GET /register': 'everybody',
  'POST /register': 'everybody',
  'GET /register/check-your-mail': 'everybody',
  'GET /confirmations/:secret': 'everybody',
  'POST /confirmations/:secret': 'everybody',
  'GET /forgotten-password': 'everybody',
  'POST /forgotten-password': 'everybody',
  'GET /forgotten-password/check-your-mail': 'everybody',
  'GET /reset-password/:secret': 'everybody',
  'POST /reset-password/:secret': 'everybody',
  'GET /my-details': 'signed in',
  'GET /my-details/about-me': 'signed in',
  'POST /my-details/about-me': 'signed in',
  'GET /my-details/password': 'signed in',
  'POST /my-details/password': 'signed in',
  'GET /my-details/address': 'signed in',
  'POST /my-details/address': 'signed in',
  'POST /api/v1/people': 'everybody',
  'POST /api/v1/tokens': 'everybody',
  'GET /api/v1/agencies': 'everybody',

  // Courses and the programme
  'GET /': 'everybody',
  'GET /whats-on': 'everybody',
  'GET /courses/:key': 'everybody',
  'GET /places-by-month': 'everybody',
  'GET /places-by-month.rss': 'everybody',
  'GET /places-by-month.ics': 'everybody',
  'GET /places-by-month.json': 'everybody',
  'GET /e-learning': 'everybody',
  'GET /api/v1/courses': 'everybody',
  'GET /api/v1/occurrences': 'everybody',

  // Own learning, bookings and waiting lists
  'GET /my-learning': 'signed in',
  'GET /occurrences/:id/book': 'signed in',
  'POST /occurrences/:id/bookings': 'signed in',
  'GET /bookings/:id': 'signed in',
  'GET /bookings/:id/done': 'signed in',
  'GET /bookings/:id/cancel': 'signed in',
  'POST /bookings/:id/cancellation': 'signed in',
  'GET /bookings/:id/send-a-colleague': 'signed in',
  'POST /bookings/:id/substitution': 'signed in',
  'GET /courses/:key/waiting-list': 'signed in',
  'POST /courses/:key/waiting-list': 'signed in',
  'POST /waiting-list/:id/leaving': 'signed in',
  'GET /offers/:id': 'signed in',
  'POST /offers/:id/acceptance': 'signed in',
  'POST /offers/:id/refusal': 'signed in',
  'GET /api/v1/me/records': 'signed in',
  'GET /api/v1/me/bookings': 'signed in',
  'POST /api/v1/occurrences/:id/bookings': 'signed in',
  'DELETE /api/v1/bookings/:id': 'signed in',
  'GET /api/v1/me/waiting-list': 'signed in',
  'POST /api/v1/courses/:key/waiting-list': 'signed in',
  'DELETE /api/v1/me/waiting-list/:id': 'signed in',
  'POST /api/v1/offers/:id/acceptance': 'signed in',
  'POST /api/v1/offers/:id/refusal': 'signed in',

  // The register
  'GET /my-occurrences': ['trainer', 'administrator'],
  'GET /occurrences/:id/register': ['trainer', 'administrator'],
  'POST /occurrences/:id/register/marks': ['trainer', 'administrator'],
  'GET /occurrences/:id/register/walk-ins': ['trainer', 'administrator'],
  'POST /occurrences/:id/register/walk-ins': ['trainer', 'administrator'],
  'POST /occurrences/:id/register/walk-ins/:bookingId/removal': ['trainer', 'administrator'],
  'GET /occurrences/:id/register/closure': ['trainer', 'administrator'],
  'POST /occurrences/:id/register/closure': ['trainer', 'administrator'],
  'GET /occurrences/:id/register/reopening': ['administrator'],
  'POST /occurrences/:id/register/reopening': ['administrator'],
  'GET /api/v1/occurrences/:id/register': ['trainer', 'administrator'],
  'PUT /api/v1/occurrences/:id/register': ['trainer', 'administrator'],
  'POST /api/v1/occurrences/:id/register/closure': ['trainer', 'administrator'],
  'POST /api/v1/occurrences/:id/register/reopening': ['administrator'],

  // Figures
  'GET /reports': ['report reader', 'administrator'],
  'GET /reports/figures.csv': ['report reader', 'administrator'],
  'GET /reports/rows': ['administrator'],
  'GET /api/v1/reports/figures': ['report reader', 'administrator'],
}
