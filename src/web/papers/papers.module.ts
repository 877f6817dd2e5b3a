import { Module } from '@nestjs/common'
import { Fonts } from './fonts.js'

/** What every part of the product draws its files with. */
@Module({ providers: [Fonts], exports: [Fonts] })
export class PapersModule {}
