import { ArrayMaxSize, Matches } from 'class-validator'
import { Line, Many, OneOf } from '../forms/fields.js'

/** A topic as the desk types it. `years`: the years in which its financial years begin. */
export class TopicForm {
  @Line('Enter the name of the topic', 120)
  name: string

  @OneOf(['', 'always', 'years'], 'Choose whether it is a priority')
  priority: string

  @Many()
  @ArrayMaxSize(30, { message: 'Choose 30 years or fewer' })
  @Matches(/^20\d\d$/, { each: true, message: 'Choose years from the list' })
  years: string[]

  @OneOf(['', 'yes'], 'Choose whether it is still offered')
  retired: string
}
