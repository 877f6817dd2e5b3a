import { Module } from '@nestjs/common'
import { EvaluationModule } from '../evaluation/evaluation.module.js'
import { RegisterModule } from '../register/register.module.js'
import { ElearningFiguresApi } from './elearning.api.js'
import { ElearningFiguresPages } from './elearning.pages.js'
import { ElearningQueries } from './elearning.queries.js'
import { FiguresApi } from './figures.api.js'
import { FiguresPages } from './figures.pages.js'
import { FiguresQueries } from './figures.queries.js'
import { HalfDaysPages } from './half-days.pages.js'
import { HalfDaysQueries } from './half-days.queries.js'
import { ImpactApi } from './impact/impact.api.js'
import { ImpactPages } from './impact/impact.pages.js'
import { ImpactQueries } from './impact/impact.queries.js'
import { AnswersAside } from './impact/answers-aside.js'
import { OccurrenceAnswersPages } from './impact/occurrence-answers.pages.js'
import { OccurrenceAnswersQueries } from './impact/occurrence-answers.queries.js'
import { OneTextPages } from './impact/one-text.pages.js'
import { StatementsPages } from './impact/statements.pages.js'
import { TextsPages } from './impact/texts.pages.js'
import { TextsQueries } from './impact/texts.queries.js'
import { ReportsReader } from './reports.reader.js'
import { RollupWriter } from './reports.writer.js'
import { RollupQueries } from './rollup.queries.js'
import { RowsPages } from './rows.pages.js'
import { RowsQueries } from './rows.queries.js'
import { UtilisationPages } from './utilisation.pages.js'

const impact = [ImpactPages, ImpactApi, TextsPages, OneTextPages, StatementsPages, OccurrenceAnswersPages]
const impactProviders = [ImpactQueries, TextsQueries, OccurrenceAnswersQueries, AnswersAside]

@Module({
  imports: [EvaluationModule, RegisterModule],
  controllers: [
    FiguresPages,
    RowsPages,
    UtilisationPages,
    HalfDaysPages,
    ElearningFiguresPages,
    FiguresApi,
    ElearningFiguresApi,
    ...impact,
  ],
  providers: [
    FiguresQueries,
    RowsQueries,
    HalfDaysQueries,
    ElearningQueries,
    ...impactProviders,
    ReportsReader,
    RollupQueries,
    RollupWriter,
  ],
  exports: [ReportsReader, RollupWriter],
})
export class ReportsModule {}
