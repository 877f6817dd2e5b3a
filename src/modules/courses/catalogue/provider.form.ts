import { Line, OneOf } from '../forms/fields.js'

export class ProviderForm {
  @Line('Enter the name of the provider', 120)
  name: string

  @OneOf(['', 'yes'], 'Choose whether it is the partnership itself')
  internal: string

  @OneOf(['', 'yes'], 'Choose whether it is still offered')
  retired: string
}
