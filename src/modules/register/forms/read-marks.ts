import { readForm } from '../../../web/forms.js'
import { Problem } from '../../../web/problem.js'
import { MarkForm } from './mark.form.js'

const MOST_MARKS = 2000

/** A list of marks as JSON, or the same in two lists, `{ marks, walkIns }`; throws a problem that names each wrong one by its place. */
export function readMarks(body: unknown): MarkForm[] {
  const list = Array.isArray(body) ? (body as unknown[]) : bothLists(body)
  if (!list) throw new Problem(400, 'body-malformed', 'Send a list of marks: [{ "bookingId": ..., "session": 1, "mark": "present" }].')
  if (list.length > MOST_MARKS) throw new Problem(422, 'too-many-marks', `Send at most ${MOST_MARKS} marks at once.`)
  const read = list.map(item => readForm(MarkForm, item))
  const errors = read.flatMap(({ values, errors: found }, i) => {
    const named = (values.bookingId === undefined) !== (values.personId === undefined)
    const all = named || found.length > 0 ? found : [{ field: 'bookingId', message: 'Name either bookingId or personId' }]
    return all.map(({ field, message }) => ({ field: `${i}.${field}`, message }))
  })
  if (errors.length > 0) throw new Problem(422, 'fields-invalid', errors.map(error => error.message).join(' '), { errors })
  return read.map(({ values }) => values)
}

function bothLists(body: unknown): unknown[] | null {
  const { marks = [], walkIns = [] } = (body ?? {}) as { marks?: unknown; walkIns?: unknown }
  const sound = body !== null && typeof body === 'object' && Array.isArray(marks) && Array.isArray(walkIns)
  return sound ? [...(marks as unknown[]), ...(walkIns as unknown[])] : null
}
