import type { LetIn } from './routes.table.js'

/** The routes of evaluation: answering it, and its forms and settings at the desk. */
export const evaluationRoutes: Record<string, LetIn> = {
  // Answering
  'GET /evaluations/thank-you': 'everybody',
  'GET /evaluations/:secret': 'everybody',
  'POST /evaluations/:secret': 'everybody',
  'GET /my-learning/evaluations': 'signed in',
  'GET /my-learning/evaluations/:id': 'signed in',
  'POST /my-learning/evaluations/:id': 'signed in',

  // Forms, measures, the question bank, and how a course is evaluated
  'GET /api/v1/evaluation/forms': ['administrator'],
  'GET /desk/forms': ['administrator'],
  'GET /desk/forms/new': ['administrator'],
  'POST /desk/forms': ['administrator'],
  'GET /desk/forms/:id': ['administrator'],
  'POST /desk/forms/:id/settings': ['administrator'],
  'POST /desk/forms/:id/publication': ['administrator'],
  'POST /desk/forms/:id/retirement': ['administrator'],
  'POST /desk/forms/:id/groups': ['administrator'],
  'POST /desk/forms/:id/groups/:at': ['administrator'],
  'POST /desk/forms/:id/groups/:at/place': ['administrator'],
  'GET /desk/forms/:id/questions/:question': ['administrator'],
  'POST /desk/forms/:id/questions/:question': ['administrator'],
  'POST /desk/forms/:id/questions/:question/place': ['administrator'],
  'POST /desk/forms/:id/questions/:question/bank': ['administrator'],
  'POST /desk/forms/:id/bank-questions': ['administrator'],
  'GET /desk/forms/:id/preview': ['administrator'],
  'POST /desk/forms/:id/preview': ['administrator'],
  'GET /desk/forms/:id/versions/:number': ['administrator'],
  'GET /desk/forms/measures': ['administrator'],
  'POST /desk/forms/measures': ['administrator'],
  'GET /desk/forms/measures/:key': ['administrator'],
  'POST /desk/forms/measures/:key': ['administrator'],
  'POST /desk/forms/measures/:key/removal': ['administrator'],
  'GET /desk/forms/bank': ['administrator'],
  'GET /desk/forms/bank/:key': ['administrator'],
  'POST /desk/forms/bank/:key': ['administrator'],
  'POST /desk/forms/bank/:key/retirement': ['administrator'],
  'GET /desk/courses/:key/evaluation': ['administrator'],
  'POST /desk/courses/:key/evaluation': ['administrator'],
}
