import { Module } from '@nestjs/common'
import { RecordsReader } from './records.reader.js'
import { RecordsWriter } from './records.writer.js'

@Module({ providers: [RecordsReader, RecordsWriter], exports: [RecordsReader, RecordsWriter] })
export class RecordsModule {}
