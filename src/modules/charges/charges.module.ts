import { Module } from '@nestjs/common'
import { ChargeExportsPages } from './charge-exports.pages.js'
import { ChargesPages } from './charges.pages.js'
import { ChargesQueries } from './charges.queries.js'
import { ChargesWriter } from './charges.writer.js'
import { DecideCharges } from './decide-charges.js'
import { ExportCharges } from './export-charges.js'
import { LostPlacesPages } from './lost-places.pages.js'
import { LostPlacesQueries } from './lost-places.queries.js'

// Those with an address of their own come before the one that takes any.
@Module({
  controllers: [ChargeExportsPages, LostPlacesPages, ChargesPages],
  providers: [ChargesQueries, DecideCharges, ExportCharges, ChargesWriter, LostPlacesQueries],
  exports: [ChargesWriter],
})
export class ChargesModule {}
