import { Global, Module } from '@nestjs/common'
import { Transaction } from './transaction.js'

@Global()
@Module({ providers: [Transaction], exports: [Transaction] })
export class DatabaseModule {}
