/** The routes about one person at the desk, and whom they let in; part of the table. */
export const peopleDeskRoutes = {
  'GET /desk/people/:id': ['administrator'],
  'POST /desk/people/:id/records': ['administrator'],
  'GET /desk/people/:id/details': ['administrator'],
  'POST /desk/people/:id/details': ['administrator'],
  'GET /desk/people/:id/address': ['administrator'],
  'POST /desk/people/:id/address': ['administrator'],
  'GET /desk/people/:id/roles': ['administrator'],
  'POST /desk/people/:id/roles': ['administrator'],
  'GET /desk/people/:id/sign-out': ['administrator'],
  'POST /desk/people/:id/sign-out': ['administrator'],
  'GET /desk/people/duplicates': ['administrator'],
  'GET /desk/people/:id/duplicates': ['administrator'],
  'GET /desk/people/:id/merge/:other': ['administrator'],
  'POST /desk/people/:id/merge/:other': ['administrator'],
} as const
