import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aDelegate, tokenOf } from '../support/people.js'

interface Schema {
  $ref?: string
  type?: string
  enum?: unknown[]
  nullable?: boolean
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
}
interface Operation {
  operationId: string
  summary?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

let app: TestApp
let document: Document
let all: { name: string; path: string; method: string; operation: Operation }[]

beforeAll(async () => {
  app = await startApp()
  document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Document
  all = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, method, operation })),
  )
})
afterAll(() => app.stop())

/** Every route of the API that the running product answers, written as the document writes it. */
function answered(): string[] {
  const express = app.app.getHttpAdapter().getInstance() as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] }
  }
  const routes = express.router.stack
    .flatMap(({ route }) => (route ? Object.keys(route.methods).map(method => `${method.toUpperCase()} ${route.path}`) : []))
    .map(route => route.replace(/:(\w+)/g, '{$1}'))
    .filter(route => / \/(api\/v1\/|health$|ready$)/.test(route))
  // What is done before a route (the version that each xAPI answer names) stands in Express's list as a route of its own.
  return [...new Set(routes)]
}

/** A body is JSON, or a form with a file. */
const isRead = (content: object) => 'application/json' in content || 'multipart/form-data' in content
const namesOf = (wrong: typeof all) => wrong.map(one => one.name)

/** Every schema in a part of the document, those within others too. */
function schemasIn(part: unknown): Schema[] {
  if (typeof part !== 'object' || part === null) return []
  const inside = Object.values(part).flatMap(schemasIn)
  return '$ref' in part || 'type' in part || 'properties' in part ? [part as Schema, ...inside] : inside
}

describe('the document', () => {
  it('is of a version that tools read', () => expect(document.openapi).toMatch(/^3\.\d+\.\d+$/))

  it('describes every route of the API, and none that is not there', () => {
    expect(all.map(one => one.name).sort()).toEqual(answered().sort())
  })

  it('has each path’s parameters, all of them needed, and no others in the path', () => {
    const wrong = all.filter(({ path, operation }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const described = (operation.parameters ?? []).filter(one => one.in === 'path')
      return inPath.join() !== described.map(one => one.name).join() || described.some(one => !one.required)
    })
    expect(namesOf(wrong)).toEqual([])
  })

  it('names each parameter once, with its type', () => {
    const wrong = all.filter(({ operation: { parameters = [] } }) => {
      return new Set(parameters.map(one => `${one.in} ${one.name}`)).size < parameters.length || parameters.some(one => !one.schema)
    })
    expect(namesOf(wrong)).toEqual([])
  })

  it('gives every operation a name of its own and a group', () => {
    expect(new Set(all.map(one => one.operation.operationId)).size).toBe(all.length)
    expect(namesOf(all.filter(({ operation }) => !operation.tags?.length))).toEqual([])
  })

  it('says what comes back when it went well', () => {
    expect(namesOf(all.filter(({ operation }) => !Object.keys(operation.responses).some(status => /^2\d\d$/.test(status))))).toEqual([])
  })

  it('takes a body where something is added, and none where something is read', () => {
    expect(namesOf(all.filter(({ method, operation }) => operation.requestBody && ['get', 'delete'].includes(method)))).toEqual([])
    expect(namesOf(all.filter(({ operation: { requestBody } }) => requestBody && !isRead(requestBody.content)))).toEqual([])
  })

  it('points at nothing that is not there', () => {
    const known = Object.keys(document.components.schemas).map(name => `#/components/schemas/${name}`)
    const pointed = schemasIn(document).flatMap(schema => schema.$ref ?? [])
    expect(pointed.length).toBeGreaterThan(20)
    expect([...new Set(pointed)].filter(ref => !known.includes(ref))).toEqual([])
  })

  it('describes every field that it says is needed', () => {
    const wrong = schemasIn(document).filter(
      ({ required, properties }) => Array.isArray(required) && required.some(name => !properties?.[name]),
    )
    expect(wrong).toEqual([])
  })
})

describe('what really comes back', () => {
  let token = ''

  beforeAll(async () => {
    const dana = await aDelegate(app.database)
    const { l1, l2 } = await theNeglectPathway(app.database)
    await aRecord(app.database, { person: dana, course: l1 })
    const occurrence = await anOccurrence(app.database, { course: l2, venue: await aVenue(app.database) })
    await anOccurrence(app.database, { course: l2, externalUrl: 'https://elsewhere.example.org' })
    await aBooking(app.database, { person: dana, occurrence })
    token = await tokenOf(app, dana.email)
  })

  /** What of a value is not as the schema has it, by path; a field that the schema does not name counts too. */
  function differences(value: unknown, schema: Schema, at = ''): string[] {
    const { $ref, allOf, type, properties, items, required = [], nullable } = schema
    if ($ref) return differences(value, document.components.schemas[$ref.split('/').at(-1)!]!, at)
    if (value === null) return nullable ? [] : [`${at} is null`]
    if (allOf) return allOf.flatMap(one => differences(value, one, at))
    if (type === 'array')
      return Array.isArray(value) ? value.flatMap((one, i) => differences(one, items!, `${at}[${i}]`)) : [`${at} is no list`]
    if (type === 'object' || properties) {
      const fields = Object.entries(value as object)
      const missing = required.filter(name => !(name in (value as object))).map(name => `${at}.${name} is missing`)
      const own = fields.flatMap(([name, one]) =>
        properties?.[name] ? differences(one, properties[name], `${at}.${name}`) : [`${at}.${name} is not described`],
      )
      return [...missing, ...own]
    }
    const right = type === 'integer' ? Number.isInteger(value) : typeof value === type
    if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${JSON.stringify(value)}`]
    return right ? [] : [`${at} is no ${type}`]
  }

  it.each(['/api/v1/courses', '/api/v1/occurrences', '/api/v1/me/records'])('is as described: %s', async path => {
    const response = await fetch(app.url + path, { headers: { authorization: `Bearer ${token}` } })
    const body = (await response.json()) as { items: object[] }
    expect(body.items.length).toBeGreaterThan(0)
    expect(differences(body, document.paths[path]!.get!.responses['200']!.content!['application/json']!.schema)).toEqual([])
  })

  it.each([
    ['a token is missing', '/api/v1/me/bookings', {}, 401],
    ['nothing is there', '/api/v1/nothing', {}, 404],
    ['a field is wrong', '/api/v1/tokens', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }, 422],
    ['the question is wrong', '/api/v1/occurrences?from=yesterday', {}, 422],
  ])('is a problem as described when %s', async (_why, path, init, status) => {
    const response = await fetch(app.url + path, init)
    expect(response.status).toBe(status)
    const { errors: _, ...problem } = (await response.json()) as { errors?: object }
    expect(differences(problem, { $ref: '#/components/schemas/Problem' })).toEqual([])
  })

  it('would be noticed if it were not', () => {
    const schema: Schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, b: { enum: ['x'], type: 'string' } } }
    expect(differences({ a: 1, b: 'x' }, schema)).toEqual([])
    expect(differences({ b: 'y', c: 1 }, schema)).toEqual(['.a is missing', '.b is "y"', '.c is not described'])
    expect(differences({ a: 1.5 }, schema)).toEqual(['.a is no integer'])
  })
})
