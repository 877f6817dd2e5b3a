import { Injectable, type OnModuleInit } from '@nestjs/common'
import { RegisterAsides } from '../../register/asides.writer.js'

/** Beside the register: the way to what the people of the date said. */
@Injectable()
export class AnswersAside implements OnModuleInit {
  constructor(private readonly asides: RegisterAsides) {}

  onModuleInit(): void {
    this.asides.register(id =>
      Promise.resolve({
        title: 'What they answered',
        words: 'What the group knows and hopes for, to plan by; and after the day what changed.',
        link: { path: `/occurrences/${id}/answers`, text: 'Read the answers of the group' },
      }),
    )
  }
}
