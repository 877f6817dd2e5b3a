/** The routes of what is kept of people and how long, and whom they let in; part of the table. */
export const retentionRoutes = {
  'GET /privacy': 'everybody',
  'GET /my-data': 'signed in',
  'POST /my-data/copy': 'signed in',
  'POST /my-data/erasure': 'signed in',
  'POST /my-data/erasure/withdrawal': 'signed in',
  'GET /desk/people/:id/data': ['administrator'],
  'POST /desk/people/:id/data': ['administrator'],
  'POST /desk/people/:id/erasure': ['administrator'],
  'GET /desk/erasures': ['administrator'],
  'POST /desk/erasures/:id/refusal': ['administrator'],
  'GET /desk/retention': ['administrator'],
  'POST /desk/retention': ['administrator'],
  'GET /desk/retention/dry-run': ['administrator'],
  'GET /desk/retention/dry-run.csv': ['administrator'],
  'POST /desk/retention/purge': ['administrator'],
} as const
