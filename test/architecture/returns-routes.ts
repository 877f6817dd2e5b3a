/** The routes of agencies' yearly training returns, and whom they let in; part of the table. */
export const returnsRoutes = {
  'GET /desk/returns': ['administrator'],
  'POST /desk/returns': ['administrator'],
  'GET /desk/returns/new': ['administrator'],
  'GET /desk/returns/:year': ['administrator'],
  'POST /desk/returns/:year/asking': ['administrator'],
  'POST /desk/returns/:year/closing': ['administrator'],
  'GET /desk/returns/:year/:agency': ['administrator'],
  'POST /desk/returns/:year/:agency/contact': ['administrator'],
  'POST /desk/returns/:year/:agency/giving-back': ['administrator'],
  'GET /desk/returns/:year/:agency/answers': ['administrator'],
  'POST /desk/returns/:year/:agency/answers': ['administrator'],
  'GET /my-agency/return': ['training lead'],
  'POST /my-agency/return': ['training lead'],
  'GET /returns/:secret': 'everybody',
  'POST /returns/:secret': 'everybody',
  'GET /reports/returns': ['report reader', 'administrator'],
  'GET /reports/returns/:year': ['report reader', 'administrator'],
  'GET /reports/returns/:year.csv': ['report reader', 'administrator'],
  'GET /reports/returns/:year.xlsx': ['report reader', 'administrator'],
} as const

/** The routes of places reserved for agencies. */
export const reservedRoutes = {
  'GET /desk/occurrences/:id/reserved': ['administrator'],
  'POST /desk/occurrences/:id/reserved': ['administrator'],
  'POST /desk/occurrences/:id/reserved/:reserved/giving-back': ['administrator'],
} as const

/** The routes of importing and exporting. */
export const exportRoutes = {
  'GET /desk/import': ['administrator'],
  'POST /desk/import/files': ['administrator'],
  'POST /desk/import/files/removal': ['administrator'],
  'POST /desk/import/check': ['administrator'],
  'POST /desk/import/load': ['administrator'],
  'GET /desk/export': ['administrator'],
  'GET /desk/export/everything.xlsx': ['administrator'],
  'GET /desk/export/files/:name.csv': ['administrator'],
  'GET /desk/export/tables/:name.csv': ['administrator'],
} as const
