import { Global, Module } from '@nestjs/common'
import { Prepared } from './prepared.js'
import { Transaction } from './transaction.js'

@Global()
@Module({ providers: [Transaction, Prepared], exports: [Transaction, Prepared] })
export class DatabaseModule {}
