import { describe, expect, it } from '@jest/globals'
import type { OpenAPIObject } from '@nestjs/swagger'
import { documentedGroups } from './api-docs.js'

const answers = { 200: { description: 'Tea' }, default: { description: 'A problem' } }
const document = {
  openapi: '3.0.0',
  info: { title: 'Tea', version: '1' },
  components: {
    schemas: {
      Pot: {
        type: 'object',
        required: ['kind'],
        properties: {
          kind: { type: 'string', description: 'What is in it.', example: 'Assam' },
          cups: { type: 'array', items: { type: 'string' } },
          heat: { enum: ['hot', 'cold'] },
          lid: { $ref: '#/components/schemas/Lid' },
          note: { example: '' },
        },
      },
    },
  },
  paths: {
    '/tea/{id}': {
      get: {
        tags: ['Tea'],
        'x-access': ['anyone'],
        summary: 'One tea',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'milk', in: 'query', description: 'With milk' },
        ],
        responses: answers,
      },
    },
    '/pots': {
      post: {
        'x-access': ['delegate'],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pot' } } } },
        responses: answers,
      },
      put: {
        tags: ['Pots'],
        'x-access': ['trainer', 'administrator'],
        requestBody: { content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Pot' } } } } },
        responses: answers,
      },
      delete: { tags: ['Pots'], requestBody: { content: { 'text/plain': { schema: { $ref: '#/nowhere' } } } }, responses: {} },
    },
  },
} as unknown as OpenAPIObject

describe('the groups of operations', () => {
  const groups = documentedGroups(document)
  const [others, pots, tea] = groups

  it('stand by tag in order of the alphabet, what has none under Other', () => {
    expect(groups.map(group => [group.title, group.operations.length])).toEqual([
      ['Other', 1],
      ['Pots', 2],
      ['Tea', 1],
    ])
  })

  it('say method, path, an id for links, and what comes back', () => {
    expect(tea?.operations[0]).toMatchObject({ method: 'GET', path: '/tea/{id}', id: 'get-tea-id-', summary: 'One tea', description: '' })
    expect(tea?.operations[0]?.answers).toEqual([
      { status: '200', about: 'Tea' },
      { status: 'Other', about: 'A problem' },
    ])
  })

  it('say who may', () => {
    const access = groups.flatMap(group => group.operations.map(operation => operation.access))
    expect(access).toEqual(['everybody who is signed in', 'trainer, administrator', '', 'anyone, no token needed'])
  })

  it('say what stands in the address and in the question', () => {
    expect(tea?.operations[0]?.fields).toEqual([
      { name: 'id', where: 'address', type: 'string', required: true, about: '' },
      { name: 'milk', where: 'query', type: 'any', required: false, about: 'With milk' },
    ])
  })

  it('say what the body holds', () => {
    expect(others?.operations[0]?.fields).toEqual([
      { name: 'kind', where: 'body', type: 'string', required: true, about: 'What is in it. For example "Assam"' },
      { name: 'cups', where: 'body', type: 'list of string', required: false, about: '' },
      { name: 'heat', where: 'body', type: 'hot or cold', required: false, about: '' },
      { name: 'lid', where: 'body', type: 'Lid', required: false, about: '' },
      { name: 'note', where: 'body', type: 'any', required: false, about: '' },
    ])
  })

  it('say what each item of a list in the body holds', () => {
    expect(new Set(pots?.operations[0]?.fields.map(field => field.where))).toEqual(new Set(['body, each item']))
  })

  it('are not troubled by a schema that is not there', () => expect(pots?.operations[1]?.fields).toEqual([]))
})
