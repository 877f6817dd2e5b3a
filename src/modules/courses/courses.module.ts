import { Module } from '@nestjs/common'
import { CoursesApi } from './courses.api.js'
import { ProgrammeReader } from './courses.reader.js'

@Module({ controllers: [CoursesApi], providers: [ProgrammeReader], exports: [ProgrammeReader] })
export class CoursesModule {}
