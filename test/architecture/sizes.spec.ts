import { describe, expect, it } from '@jest/globals'
import ts from 'typescript'
import { filesOf, findings, heightOf, type SourceFile } from './source.js'

const all = filesOf(['src', 'test', 'scripts', 'bench'], ['.ts', '.mjs', '.client.js', '.njk'])
const code = all.filter(file => file.path.endsWith('.ts'))
const source = code.filter(file => file.path.startsWith('src/') && !file.path.endsWith('.spec.ts'))
const tests = code.filter(file => !source.includes(file))

/** A file as if it were written so; for what each rule has to notice. */
const written = (text: string): SourceFile => ({ path: 'example.ts', text, lines: text.split('\n').length })
const inAll = (files: SourceFile[], find: (node: ts.Node) => string | null) => files.flatMap(file => findings(file, find))

const isFunction = (node: ts.Node): boolean => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
const tooHigh = (node: ts.Node) => (isFunction(node) && heightOf(node) > 50 ? `a function of ${heightOf(node)} lines` : null)
const anything = (node: ts.Node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'any' : null)
const crowded = (node: ts.Node) =>
  ts.isConstructorDeclaration(node) && node.parameters.length > 5 ? `${node.parameters.length} injected` : null

/** `new Date()`, `Date.now()` and their like, and the database's own clock in a statement. */
function clockRead(node: ts.Node): string | null {
  const isNow = ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length
  const isCall = ts.isCallExpression(node) && /^(Date(\.now)?|DateTime\.(now|local|utc))$/.test(node.expression.getText())
  if (isNow || (isCall && node.arguments.length === 0)) return node.getText()
  const text = ts.isStringLiteral(node) || ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node) ? node.getText() : ''
  return /\b(now\(\)|(clock|statement|transaction)_timestamp\(\)|current_(date|timestamp|time)\b)/i.exec(text)?.[0] ?? null
}

/** Tests that are left out, or that leave out all others; `it.each` and `it.each(...)` are as good as `it`. */
function narrowed(node: ts.Node): string | null {
  if (!ts.isCallExpression(node)) return null
  const called = node.expression.getText().replace(/\(.*/s, '')
  return /^([fx](it|test|describe)|(it|test|describe)\..*\b(only|skip|todo|failing)|pending)\b/.test(called) ? called : null
}

describe('files', () => {
  it('have at most 250 lines', () => {
    // The migration is written out once from the entities, and is never edited by hand again.
    const long = all.filter(({ path, lines }) => lines > 250 && !path.startsWith('src/database/migrations/'))
    expect(all.length).toBeGreaterThan(300)
    expect(long.map(({ path, lines }) => `${path} has ${lines}`)).toEqual([])
  })

  it('have functions of at most 50 lines', () => {
    expect(inAll(source, tooHigh)).toEqual([])
    const lines = (count: number) => written(`const f = () => {\n${'f()\n'.repeat(count - 2)}}`)
    expect(findings(lines(50), tooHigh)).toEqual([])
    expect(findings(lines(51), tooHigh)).toEqual(['example.ts:1 a function of 51 lines'])
  })

  it('inject at most 5', () => {
    expect(inAll(source, crowded)).toEqual([])
    const injects = (names: string) => findings(written(`class A { constructor(${names}) {} }`), crowded)
    expect(injects('a: A, b: A, c: A, d: A, e: A')).toEqual([])
    expect(injects('a: A, b: A, c: A, d: A, e: A, f: A')).toEqual(['example.ts:1 6 injected'])
  })

  it('say of everything what it is', () => {
    expect(inAll(code, anything)).toEqual([])
    expect(findings(written('const a: any = 1\nconst any = 2 as unknown'), anything)).toEqual(['example.ts:1 any'])
  })
})

describe('the clock', () => {
  it('is read in one place', () => {
    const reads = inAll(source, clockRead).map(read => read.replace(/:\d+/, ''))
    expect(reads).toEqual([
      // When an answer may be forgotten; nobody is told, and no rule asks.
      'src/database/answered-request.ts now()',
      // When what was there before versions were kept got its first; changes at the desk say their moment themselves.
      'src/database/migrations/1764600200000-policies.ts now()',
      'src/database/migrations/1764600200000-policies.ts now()',
      'src/database/migrations/1764600200000-policies.ts now()',
      // When a line was written is no request's to say, nor a test's clock's.
      'src/database/migrations/audit/guard.sql.ts now()',
      'src/database/migrations/audit/guard.sql.ts clock_timestamp()',
      'src/database/migrations/audit/guard.sql.ts clock_timestamp()',
      'src/database/migrations/audit/guard.sql.ts clock_timestamp()',
      'src/database/migrations/audit/watch.sql.ts clock_timestamp()',
      // Beside the moment at which Postgres itself started, which only Postgres knows.
      'src/modules/notifications/sending/claims.ts clock_timestamp()',
      // The last year of the audit is kept by the clock that its guard in the database goes by, whatever the product is told.
      'src/modules/retention/purging/due.ts now()',
      'src/shared/clock.ts new Date()',
    ])
  })

  it.each(['new Date()', 'new Date', 'Date.now()', 'Date()', "'SELECT now()'", '`SELECT current_date - ${days}`'])(
    'is read by %s',
    text => {
      expect(findings(written(text), clockRead)).not.toEqual([])
    },
  )

  it.each(['new Date(0)', 'clock.now()', 'Date.UTC(2026, 2)', "'now'", '`as of ${now}`'])('is not read by %s', text => {
    expect(findings(written(text), clockRead)).toEqual([])
  })
})

describe('tests', () => {
  it('all run', () => {
    expect(inAll(tests, narrowed)).toEqual([])
  })

  it.each(['it.only("a", f)', 'describe.skip("a", f)', 'xit("a", f)', 'fdescribe("a", f)', 'it.todo("a")', 'it.only.each([1])("a", f)'])(
    'would not with %s',
    text => {
      expect(findings(written(text), narrowed)).not.toEqual([])
    },
  )

  it.each(['it("skips", f)', 'it.each([1])("a", f)', 'exit("a")', 'page.skip()'])('do with %s', text => {
    expect(findings(written(text), narrowed)).toEqual([])
  })
})
