import { FileInterceptor } from '@nestjs/platform-express'

/** Reads the file of the field `package`, to where the module's storage puts it. */
export const PackageField = FileInterceptor('package')
