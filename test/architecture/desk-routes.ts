/** The routes of the bookings desk, and whom they let in; part of the table. Of the papers of a date its trainers are let in, no other ones. */
export const deskRoutes = {
  'GET /occurrences/:id/sign-in-sheet.pdf': ['trainer', 'administrator'],
  'GET /occurrences/:id/badges.pdf': ['trainer', 'administrator'],
  'GET /desk/occurrences/:id/bookings/for-somebody': ['administrator'],
  'GET /desk/bookings/:id/cancel': ['administrator'],
  'POST /desk/bookings/:id/cancellation': ['administrator'],
  'GET /desk/bookings/:id/move': ['administrator'],
  'POST /desk/bookings/:id/move': ['administrator'],
  'GET /desk/bookings/:id/swap': ['administrator'],
  'POST /desk/bookings/:id/swap': ['administrator'],
  'GET /desk/bookings/:id/colleague': ['administrator'],
  'POST /desk/bookings/:id/substitution': ['administrator'],
  'GET /desk/bookings/:id/messages': ['administrator'],
} as const
