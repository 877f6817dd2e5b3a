import { orderPathway, type PathwayCourse } from './prerequisites.js'

export interface DrawnCourse extends PathwayCourse {
  key: string
  title: string
}

/** A box with the lines of its title; `x` and `y` are its upper left corner. */
export interface Box {
  courseId: string
  key: string
  x: number
  y: number
  lines: string[]
}

/** An arrow from what is needed to what needs it, as the `d` of an SVG path. */
export interface Arrow {
  from: string
  to: string
  d: string
}

/** A pathway as a drawing, in the units of its own view box: what is needed first stands above. */
export interface Drawing {
  width: number
  height: number
  box: { width: number; height: number }
  boxes: Box[]
  arrows: Arrow[]
}

const BOX = { width: 220, height: 76 }
const GAP = { x: 28, y: 52 }
const MARGIN = 8
/** Room on the right for arrows that pass rows by. */
const SIDE = 72
const LINE_LENGTH = 26
const MOST_LINES = 3

/** A course with everything that it needs, everything that needs it, and what else those need: all that a change of it may touch. */
export function connected<Course extends PathwayCourse>(courseId: string, courses: readonly Course[]): Course[] {
  const requires = new Map(courses.map(course => [course.courseId, course.requires]))
  const onward = closure([courseId], id => courses.filter(course => course.requires.includes(id)).map(course => course.courseId))
  const all = closure([...onward], id => requires.get(id) ?? [])
  return orderPathway(courses.filter(course => all.has(course.courseId)))
}

function closure(start: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const reached = new Set(start)
  for (const id of reached) for (const other of next(id)) reached.add(other)
  return reached
}

/** Draws courses in rows: each stands below all that it needs. Every requirement among them is one arrow; a loop, which nobody can save, ends. */
export function drawPathway(courses: readonly DrawnCourse[]): Drawing {
  const ordered = orderPathway(courses)
  const rows = new Map<string, number>()
  for (const { courseId, requires } of ordered)
    rows.set(courseId, Math.max(-1, ...requires.map(id => (id === courseId ? -1 : (rows.get(id) ?? -1)))) + 1)
  const inRow = [...new Set(rows.values())].map(row => ordered.filter(course => rows.get(course.courseId) === row))
  const widest = Math.max(1, ...inRow.map(row => row.length))
  const width = widest * (BOX.width + GAP.x) - GAP.x + 2 * MARGIN + SIDE
  const boxes = inRow.flatMap((here, row) => {
    const start = MARGIN + ((widest - here.length) * (BOX.width + GAP.x)) / 2
    return here.map(({ courseId, key, title }, i): Box => {
      return { courseId, key, x: start + i * (BOX.width + GAP.x), y: MARGIN + row * (BOX.height + GAP.y), lines: linesOf(title) }
    })
  })
  const at = new Map(boxes.map(box => [box.courseId, box]))
  const arrows = ordered.flatMap(({ courseId, requires }) =>
    requires.flatMap(id => (at.has(id) ? [{ from: id, to: courseId, d: arrow(at.get(id)!, at.get(courseId)!, width) }] : [])),
  )
  const height = inRow.length * (BOX.height + GAP.y) - (inRow.length > 0 ? GAP.y : 0) + 2 * MARGIN
  return { width, height, box: BOX, boxes, arrows }
}

/** Straight on to the next row; one that passes rows by goes round them on the right. */
function arrow(from: Box, to: Box, width: number): string {
  const middle = BOX.width / 2
  if (to.y - from.y === BOX.height + GAP.y) return `M${from.x + middle} ${from.y + BOX.height} L${to.x + middle} ${to.y - 2}`
  const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x + BOX.width + 2, to.y + BOX.height / 2]
  return `M${x1} ${y1} C${width} ${y1} ${width} ${y2} ${x2} ${y2}`
}

/** A title in lines that fit a box; what does not fit ends in dots, and stands in full in the list beside the drawing. */
function linesOf(title: string): string[] {
  const lines: string[] = []
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= LINE_LENGTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word.length > LINE_LENGTH ? `${word.slice(0, LINE_LENGTH - 1)}…` : word)
  }
  if (lines.length <= MOST_LINES) return lines
  const end = lines[MOST_LINES - 1]!
  return [...lines.slice(0, MOST_LINES - 1), `${end.slice(0, LINE_LENGTH - 1)}…`]
}
