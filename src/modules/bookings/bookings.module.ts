import { Module } from '@nestjs/common'
import { BookingsReader } from './bookings.reader.js'

@Module({ providers: [BookingsReader], exports: [BookingsReader] })
export class BookingsModule {}
