import type { OpenAPIObject } from '@nestjs/swagger'

type Paths = OpenAPIObject['paths'][string]
type Operation = NonNullable<Paths['get']> & { 'x-access'?: string[] }
type Schema = { $ref?: string; type?: string; items?: Schema; properties?: Record<string, Schema>; required?: string[] } & Shown
interface Shown {
  description?: string
  example?: unknown
  enum?: unknown[]
}

export interface DocumentedField {
  name: string
  where: string
  type: string
  required: boolean
  about: string
}

export interface DocumentedOperation {
  id: string
  method: string
  path: string
  summary: string
  description: string
  access: string
  fields: DocumentedField[]
  answers: { status: string; about: string }[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
const OTHERS = 'Other'

/** The operations of an OpenAPI document as a page shows them, by tag, in the document's order. */
export function documentedGroups(document: OpenAPIObject): { title: string; operations: DocumentedOperation[] }[] {
  const groups = new Map<string, DocumentedOperation[]>()
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method]
      if (!operation) continue
      const title = operation.tags?.[0] ?? OTHERS
      groups.set(title, [...(groups.get(title) ?? []), documented(document, method, path, operation)])
    }
  }
  return [...groups].map(([title, operations]) => ({ title, operations })).sort((a, b) => a.title.localeCompare(b.title))
}

function documented(document: OpenAPIObject, method: string, path: string, operation: Operation): DocumentedOperation {
  const access = operation['x-access'] ?? []
  return {
    id: `${method}${path.replace(/\W+/g, '-')}`,
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? '',
    description: operation.description ?? '',
    access: access.includes('anyone')
      ? 'anyone, no token needed'
      : access.includes('delegate')
        ? 'everybody who is signed in'
        : access.join(', '),
    fields: [...parameters(operation), ...bodyFields(document, operation)],
    answers: Object.entries(operation.responses).map(([status, answer]) => ({
      status: status === 'default' ? 'Other' : status,
      about: (answer as Shown).description ?? '',
    })),
  }
}

function parameters(operation: Operation): DocumentedField[] {
  const all = (operation.parameters ?? []) as { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  return all.map(({ name, in: where, required = false, description = '', schema = {} }) => ({
    name,
    where: where === 'path' ? 'address' : where,
    type: typeName(schema),
    required,
    about: description,
  }))
}

function bodyFields(document: OpenAPIObject, operation: Operation): DocumentedField[] {
  const content = Object.values((operation.requestBody as { content?: Record<string, { schema?: Schema }> } | undefined)?.content ?? {})
  const given = content[0]?.schema
  const schema = given && resolved(document, given.type === 'array' && given.items ? given.items : given)
  return Object.entries(schema?.properties ?? {}).map(([name, field]) => ({
    name,
    where: given?.type === 'array' ? 'body, each item' : 'body',
    type: typeName(field),
    required: schema?.required?.includes(name) ?? false,
    about: [field.description, field.example !== undefined && field.example !== '' ? `For example ${JSON.stringify(field.example)}` : '']
      .filter(Boolean)
      .join(' '),
  }))
}

function resolved(document: OpenAPIObject, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name ? ((document.components?.schemas?.[name] as Schema | undefined) ?? {}) : schema
}

function typeName(schema: Schema): string {
  if (schema.enum) return schema.enum.join(' or ')
  if (schema.type === 'array') return `list of ${typeName(schema.items ?? {})}`
  return schema.type ?? schema.$ref?.split('/').at(-1) ?? 'any'
}
