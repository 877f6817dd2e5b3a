/** The routes of the history, and whom they let in; part of the table. */
export const auditRoutes = {
  'GET /desk/audit': ['administrator'],
  'GET /desk/audit/lines.csv': ['administrator'],
} as const
