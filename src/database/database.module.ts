import { Global, Module } from '@nestjs/common'
import { Pipeline } from './pipeline.js'
import { Transaction } from './transaction.js'

@Global()
@Module({ providers: [Transaction, Pipeline], exports: [Transaction, Pipeline] })
export class DatabaseModule {}
