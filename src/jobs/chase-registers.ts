import { Injectable } from '@nestjs/common'
import { RegisterWriter } from '../modules/register/register.writer.js'
import type { Job } from './job.js'

/** Asks trainers for the registers that they have not closed. */
@Injectable()
export class ChaseRegisters implements Job {
  constructor(private readonly registers: RegisterWriter) {}

  async run(now: Date): Promise<string> {
    const written = await this.registers.chaseRegisters(now)
    return written ? `${written} written` : ''
  }
}
