import { Global, Module } from '@nestjs/common'
import type { Pool } from 'pg'
import { DataSource } from 'typeorm'
import { Prepared } from './prepared.js'
import { tellWhoActs } from './say-who.js'
import { Transaction } from './transaction.js'

@Global()
@Module({ providers: [Transaction, Prepared], exports: [Transaction, Prepared] })
export class DatabaseModule {
  constructor(source: DataSource) {
    tellWhoActs((source.driver as unknown as { master: Pool }).master)
  }
}
