import type { INestApplication } from '@nestjs/common'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { 'x-access'?: string[] }

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
const ABOUT = `Training booking and learning management. Instants are ISO 8601 in UTC, money is in pence.
Requests that change something may carry an Idempotency-Key header: the same key of the same person, sent to the same path, is answered as it was the first time.
Every refusal is a problem (RFC 9457) whose code is for programs and whose detail is a sentence for people.`

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string', example: 'about:blank' },
    title: { type: 'string', example: 'Not possible as things stand' },
    status: { type: 'integer', example: 409 },
    code: { type: 'string', example: 'full' },
    detail: { type: 'string', example: 'All places are taken. Join the waiting list.' },
    errors: {
      type: 'array',
      description: 'The fields that need mending, with code fields-invalid',
      items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}

/** Describes the API as OpenAPI. The description is made when it is first asked for, and once. */
export function apiDocument(app: INestApplication): () => OpenAPIObject {
  let made: OpenAPIObject | undefined
  return () => (made ??= describe(app))
}

function describe(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Goldthread')
    .setDescription(ABOUT)
    .setVersion('1')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer' })
    .build()
  const whole = SwaggerModule.createDocument(app, about)
  const paths = Object.fromEntries(Object.entries(whole.paths).filter(([path]) => /^\/(api\/v1\/|health$|ready$)/.test(path)))
  const operations = Object.values(paths).flatMap(path => METHODS.map(method => path[method]))
  for (const operation of operations) if (operation) complete(operation)
  return { ...whole, paths, components: { ...whole.components, schemas: { ...whole.components?.schemas, Problem: PROBLEM } } }
}

/** What holds for every operation: who may is said by its access, and what goes wrong is a problem. */
function complete(operation: Operation): void {
  const stranger = operation['x-access']?.includes('anyone') ?? false
  operation.security = stranger ? [] : [{ bearer: [] }]
  operation.responses.default = {
    description: 'Refused, or something is wrong: a problem',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}
