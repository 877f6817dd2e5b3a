import { Injectable, type OnModuleInit } from '@nestjs/common'
import { type Aside, RegisterAsides } from '../../register/asides.writer.js'
import { DoorQueries } from './door.queries.js'

const WORDS = { pre: 'before the course', post: 'after it' }

/** Beside the register: how many have answered, in numbers only, and the way to the code for the wall. */
@Injectable()
export class RegisterAside implements OnModuleInit {
  constructor(
    private readonly doors: DoorQueries,
    private readonly asides: RegisterAsides,
  ) {}

  onModuleInit(): void {
    this.asides.register(id => this.aside(id))
  }

  private async aside(occurrenceId: string): Promise<Aside | null> {
    const answered = await this.doors.answered(occurrenceId)
    const words = answered.map(({ stage, asked, answered: count }) => `${count} of ${asked} have answered ${WORDS[stage]}`)
    return {
      title: 'What they say',
      words: words.length > 0 ? `${words.join(', ')}.` : 'Nobody has been asked yet.',
      link: { path: `/occurrences/${occurrenceId}/door`, text: 'Show the code for the door' },
    }
  }
}
