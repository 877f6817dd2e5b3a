import { Controller, Get, Module, Req } from '@nestjs/common'
import type { OpenAPIObject } from '@nestjs/swagger'
import type { Request } from 'express'
import { Access } from './access.js'
import { documentedGroups } from './api-docs.js'
import { view } from './reply.js'

const documentOf = (request: Request) => (request.app.locals as { apiDocument: () => OpenAPIObject }).apiDocument()

/** The API's description, for programs and, as a page of our own without any script, for people. */
@Controller('api')
@Access('anyone')
export class ApiDocsPages {
  @Get('openapi.json')
  json(@Req() request: Request) {
    return documentOf(request)
  }

  @Get('docs')
  page(@Req() request: Request) {
    const { info, ...document } = documentOf(request)
    // Under /api/ there are no cookies, so even a token's owner is shown no form to sign out with.
    return view('web/views/api-docs.njk', { who: undefined, info, groups: documentedGroups({ info, ...document }) })
  }
}

@Module({ controllers: [ApiDocsPages] })
export class ApiDocsModule {}
