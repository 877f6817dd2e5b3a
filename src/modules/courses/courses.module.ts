import { Module } from '@nestjs/common'
import { ProgrammeReader } from './courses.reader.js'

@Module({ providers: [ProgrammeReader], exports: [ProgrammeReader] })
export class CoursesModule {}
