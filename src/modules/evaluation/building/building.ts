import { BankDeskPages } from './bank-desk.pages.js'
import { BeginAForm } from './begin-a-form.js'
import { CourseEvaluationPages } from './course-evaluation.pages.js'
import { CourseEvaluationQueries } from './course-evaluation.queries.js'
import { EditAForm } from './edit-a-form.js'
import { FormsApi } from './forms.api.js'
import { FormsDeskPages } from './forms-desk.pages.js'
import { FormsQueries } from './forms.queries.js'
import { GroupsDeskPages } from './groups-desk.pages.js'
import { MeasuresDeskPages } from './measures-desk.pages.js'
import { MeasuresQueries } from './measures.queries.js'
import { PreviewDeskPages } from './preview-desk.pages.js'
import { QuestionPlacesPages } from './question-places.pages.js'
import { QuestionsDeskPages } from './questions-desk.pages.js'
import { SaveBankQuestion } from './save-bank-question.js'
import { SaveCourseEvaluation } from './save-course-evaluation.js'
import { SaveMeasure } from './save-measure.js'

const formPages = [FormsDeskPages, GroupsDeskPages, QuestionsDeskPages, QuestionPlacesPages, PreviewDeskPages]
// Measures and the bank go first: a form's address has an id where theirs have their names.
export const buildingPages = [MeasuresDeskPages, BankDeskPages, ...formPages, CourseEvaluationPages, FormsApi]
export const building = [
  FormsQueries,
  MeasuresQueries,
  CourseEvaluationQueries,
  BeginAForm,
  EditAForm,
  SaveMeasure,
  SaveBankQuestion,
  SaveCourseEvaluation,
]
