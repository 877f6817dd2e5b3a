import { Injectable } from '@nestjs/common'

/** Something that a module below has to say beside a register: a sentence, and where one goes from it. */
export interface Aside {
  title: string
  words: string
  link: { path: string; text: string }
}
export type AsideOf = (occurrenceId: string, now: Date) => Promise<Aside | null>

/** What the register's page shows of others; the register knows none of them. */
@Injectable()
export class RegisterAsides {
  private readonly asides: AsideOf[] = []

  register(aside: AsideOf): void {
    this.asides.push(aside)
  }

  async of(occurrenceId: string, now: Date): Promise<Aside[]> {
    const all = await Promise.all(this.asides.map(aside => aside(occurrenceId, now)))
    return all.filter(aside => aside !== null)
  }
}
