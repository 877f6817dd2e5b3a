import { NotFoundException, Param, ParseUUIDPipe } from '@nestjs/common'

/** Whose page it is, from the address; what is no id is nobody's page. */
export const PersonId = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))
