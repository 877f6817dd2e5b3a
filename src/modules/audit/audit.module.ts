import { Module } from '@nestjs/common'
import { AuditPages } from './audit.pages.js'
import { AuditQueries } from './audit.queries.js'
import { NamesQueries } from './names.queries.js'

@Module({ controllers: [AuditPages], providers: [AuditQueries, NamesQueries] })
export class AuditModule {}
