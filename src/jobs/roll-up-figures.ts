import { Injectable } from '@nestjs/common'
import { RollupWriter } from '../modules/reports/reports.writer.js'
import type { Job } from './job.js'

const TOLD = 5

/** Counts the figures by month for the dashboards, and checks that they add up to the figures computed from the rows. */
@Injectable()
export class RollUpFigures implements Job {
  constructor(private readonly rollup: RollupWriter) {}

  async run(now: Date): Promise<string> {
    const months = await this.rollup.rebuild(now)
    let wrong = await this.rollup.differences()
    if (wrong.length) {
      // A register that was closed in between is counted on one side only; the second time it is on both.
      await this.rollup.rebuild(now)
      wrong = await this.rollup.differences()
    }
    if (wrong.length) throw new Error(`The figures by month do not add up: ${wrong.slice(0, TOLD).join('; ')}${more(wrong.length)}`)
    return months ? `${months} months counted, and they add up` : ''
  }
}

const more = (count: number): string => (count > TOLD ? `; and ${count - TOLD} more` : '')
