import { Injectable } from '@nestjs/common'
import { londonDate } from '../../../shared/dates.js'
import { type ProgrammeCourse, ProgrammeReader } from '../../courses/courses.reader.js'
import { countsOn } from '../../courses/rules/prerequisites.js'
import { cellDay, cellWords } from '../rules/cell-words.js'
import { type Pathway, pathwaysOf } from '../rules/pathways.js'
import { type Cell, type CellState, standingCell } from '../rules/standing-cell.js'
import { type ColleagueRow, PeopleQueries, type Whose } from './people.queries.js'

/** What the matrix is asked for, read from an address; everything else is left aside. */
export interface MatrixAsked {
  pathway: string
  name: string
  job: string
  standing: CellState | ''
  sort: 'name' | 'job'
  page: number
}

/** One person's standing with one course. */
export interface StandingCell extends Cell {
  courseKey: string
  courseTitle: string
  courseKind: string
  title: string
  more: string
  day: string
}

export interface StandingRow {
  id: string
  name: string
  email: string
  jobRole: string
  cells: StandingCell[]
  /** Every place to come, of whatever course. */
  coming: { courseTitle: string; startsAt: Date; endsAt: Date; requested: boolean }[]
}

export interface Matrix {
  pathways: Pathway<ProgrammeCourse>[]
  /** The one that is shown; null: no course builds on another. */
  pathway: Pathway<ProgrammeCourse> | null
  rows: StandingRow[]
  total: number
}

export const PEOPLE_PER_PAGE = 25

/** People and how they stand with the courses of a pathway. */
@Injectable()
export class Standing {
  constructor(
    private readonly people: PeopleQueries,
    private readonly programme: ProgrammeReader,
  ) {}

  /**
   * One page of people, `perPage` null for all of them. Who is asked for by standing is found by the same rule that is shown, so then the
   * facts of all are read; else only those of the page. One query, and the programme's.
   */
  async matrix(whose: Whose, asked: MatrixAsked, perPage: number | null, now: Date): Promise<Matrix> {
    const pathways = pathwaysOf((await this.programme.current(now)).courses)
    const pathway = pathways.find(one => one.key === asked.pathway) ?? pathways[0] ?? null
    const courses = pathway?.courses ?? []
    const from = perPage === null ? 0 : (asked.page - 1) * perPage
    const inPages = asked.standing === '' && perPage !== null
    const rows = await this.people.list(
      { whose, ...asked, courseIds: courses.map(course => course.id), limit: inPages ? perPage : null, offset: inPages ? from : 0 },
      now,
    )
    const shown = rows.map(row => standingRow(row, courses, now))
    if (inPages) return { pathways, pathway, rows: shown, total: rows[0]?.total ?? 0 }
    const found = asked.standing === '' ? shown : shown.filter(row => row.cells.some(cell => cell.state === asked.standing))
    return { pathways, pathway, rows: perPage === null ? found : found.slice(from, from + perPage), total: found.length }
  }
}

function standingRow({ completed, booked, waiting, ...row }: ColleagueRow, courses: readonly ProgrammeCourse[], now: Date): StandingRow {
  const today = londonDate(now)
  const counts = (courseId: string) => completed.some(record => record.courseId === courseId && countsOn(record, today))
  const cells = courses.map((course): StandingCell => {
    const place = booked.find(one => one.courseId === course.id)
    const cell = standingCell(
      {
        completed: completed.filter(record => record.courseId === course.id),
        booked: place ? { startsAt: new Date(place.startsAt), requested: place.requested } : null,
        waiting: waiting.includes(course.id),
        ready: course.requires.every(counts),
      },
      today,
    )
    const { key: courseKey, title: courseTitle, kind: courseKind } = course
    return { ...cell, ...cellWords(cell), day: cellDay(cell), courseKey, courseTitle, courseKind }
  })
  const { id, name, email, jobRole } = row
  const coming = booked.map(one => ({ ...one, startsAt: new Date(one.startsAt), endsAt: new Date(one.endsAt) }))
  return { id, name, email, jobRole, cells, coming }
}
