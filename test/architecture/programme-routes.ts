/** The routes of the programme at the desk, and whom they let in; part of the table. */
export const programmeRoutes = {
  'GET /desk/programme': ['administrator'],
  'GET /desk/programme/list': ['administrator'],
  'GET /desk/events/new': ['administrator'],
  'POST /desk/events': ['administrator'],
  'GET /desk/events/:id': ['administrator'],
  'POST /desk/events/:id/publication': ['administrator'],
  'GET /desk/occurrences/:id': ['administrator'],
  'POST /desk/occurrences/:id': ['administrator'],
  'POST /desk/occurrences/:id/publication': ['administrator'],
  'POST /desk/occurrences/:id/removal': ['administrator'],
  'POST /desk/occurrences/:id/running': ['administrator'],
} as const
