import { describe, expect, it } from '@jest/globals'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { WATCHED } from '../../src/database/migrations/audit/watched.js'
import { KINDS } from '../../src/modules/audit/rules/words.js'
import { filesOf, lineOf, type SourceFile } from './source.js'

/** Writes outside of a transaction that leave no line: columns that the audit does not say. Each with its reason. */
const LEAVES_NO_LINE: Record<string, string> = {
  'src/modules/accounts/sign-in.ts person': 'when somebody signed in last is not said',
  'src/commands/setup.ts person': 'it says who acts for the whole of its one connection',
  'src/modules/returns/ask-agencies.ts agency_return': 'when an agency is asked next is not said',
}

const TABLES = KINDS.flatMap(({ tables }) => Object.keys(tables)).filter(table => table !== 'audit')
const WRITES = new RegExp(`(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\\s+(?:ONLY\\s+)?"?(${TABLES.join('|')})\\b`, 'gi')
const OUTSIDE = /(^|\.)(database|source|dataSource|pool)(\.manager)?$/

interface Known {
  constants: Map<string, ts.Node>
  functions: Map<string, ts.Node>
}

const parsed = ({ path, text }: SourceFile) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)

/** What has a name: constants by `path name`, functions and methods by name. */
function namesOf(trees: ts.SourceFile[]): Known {
  const known: Known = { constants: new Map(), functions: new Map() }
  for (const tree of trees) {
    const visit = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
        known.constants.set(`${tree.fileName} ${node.name.text}`, node.initializer)
        if (ts.isArrowFunction(node.initializer)) known.functions.set(node.name.text, node.initializer)
      }
      if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name && node.body)
        known.functions.set(node.name.getText(), node.body)
      ts.forEachChild(node, visit)
    }
    visit(tree)
  }
  return known
}

/** The file that a name is imported from. */
function cameFrom(name: ts.Identifier): string {
  const tree = name.getSourceFile()
  const from = tree.statements.filter(ts.isImportDeclaration).find(one => {
    const bindings = one.importClause?.namedBindings
    return bindings && ts.isNamedImports(bindings) && bindings.elements.some(element => element.name.text === name.text)
  })
  const path = from && ts.isStringLiteral(from.moduleSpecifier) ? from.moduleSpecifier.text : ''
  return join(dirname(tree.fileName), path).replace(/\.js$/, '.ts')
}

/** All text that stands in a node, and in the constants that it names. */
function textIn(node: ts.Node, known: Known, seen = new Set<ts.Node>()): string {
  if (seen.has(node)) return ''
  seen.add(node)
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) return node.text
  const said: string[] = []
  if (ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node.parent)) {
    const named = [node.getSourceFile().fileName, cameFrom(node)].map(path => known.constants.get(`${path} ${node.text}`)).find(Boolean)
    if (named && /^[A-Z]/.test(node.text)) said.push(textIn(named, known, seen))
  }
  ts.forEachChild(node, child => void said.push(textIn(child, known, seen)))
  return said.join(' ')
}

const tablesWritten = (text: string): string[] => [...new Set([...text.matchAll(WRITES)].map(([, table]) => table!.toLowerCase()))]

/** Statements that write a watched table without a transaction, and so without saying who: `path:line table`. */
function outsideOf(files: SourceFile[], excused = LEAVES_NO_LINE): string[] {
  const trees = files.map(parsed)
  const known = namesOf(trees)
  const found: string[] = []
  for (const tree of trees) {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node))
        for (const table of tablesWritten(writtenBy(node, known)))
          if (!excused[`${tree.fileName} ${table}`]) found.push(`${tree.fileName}:${lineOf(tree, node.getStart())} ${table}`)
      ts.forEachChild(node, visit)
    }
    visit(tree)
  }
  return found
}

/** The SQL that a call sends past transactions: its own, or that of a function that is handed the database in the place of one. */
function writtenBy(call: ts.CallExpression, known: Known): string {
  const { expression } = call
  const [first] = call.arguments
  if (!first) return ''
  if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'query' && OUTSIDE.test(expression.expression.getText()))
    return textIn(first, known)
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
  const body = call.arguments.some(one => OUTSIDE.test(one.getText())) ? known.functions.get(name) : undefined
  return body ? textIn(body, known) : ''
}

const SOURCES = filesOf(['src'], ['.ts']).filter(({ path }) => !/spec\.ts$|src\/demo\/|\/migrations\//.test(path))
const GO: SourceFile = { path: 'src/go.ts', text: 'export const GO = `UPDATE venue SET x`', lines: 1 }
const file = (text: string): SourceFile => ({ path: 'src/made-up.ts', text, lines: 1 })

describe('whoever writes what is watched', () => {
  it('does so in a transaction, which says on whose behalf it is', () => expect(outsideOf(SOURCES)).toEqual([]))

  it.each([
    ['a statement', "this.database.query(`UPDATE booking SET state = 'x'`)", 'booking'],
    ['a constant', 'const GO = `DELETE FROM approval WHERE true`; source.query(GO, [1])', 'approval'],
    ['a constant in a constant', 'const A = `x`, B = `INSERT INTO charge ${A}`; this.source.query(`${B} y`)', 'charge'],
    ['a function that is handed the database', 'const end = (tx) => tx.query(`UPDATE offer SET x`); end(this.database, 1)', 'offer'],
    ['a constant of another file', "import { GO } from './go.js'; source.query(GO)", 'venue'],
    ['the manager of the database', 'this.database.manager.query(`UPDATE "person" SET x`)', 'person'],
  ])('is found out otherwise: %s', (_, text, table) => expect(outsideOf([file(text), GO])).toEqual([`src/made-up.ts:1 ${table}`]))

  it.each([
    'this.transaction.run(tx => tx.query(`UPDATE booking SET x`))',
    'this.database.transaction(tx => tx.query(`UPDATE booking SET x`))',
    'this.database.query(`SELECT 1 FROM booking FOR UPDATE`)',
    'this.database.query(`UPDATE message SET x`)',
    'this.database.query(`UPDATE booking_of_another SET x`)',
  ])('is not blamed for %s', text => expect(outsideOf([file(text)])).toEqual([]))

  it('has no reason that is no longer needed', () => {
    const bare = outsideOf(SOURCES, {}).map(one => one.replace(/:\d+/, ''))
    expect(Object.keys(LEAVES_NO_LINE).filter(one => !bare.includes(one))).toEqual([])
    expect(WATCHED.find(({ table }) => table === 'person')?.unsaid).toContain('last_signed_in_at')
  })

  it('begins a transaction in the words at which who acts is said, or says it there', () => {
    const begun = SOURCES.filter(({ path }) => path !== 'src/database/say-who.ts').flatMap(({ path, text }) =>
      [...text.matchAll(/[`'"](?:BEGIN|START TRANSACTION)[^`'"]*[`'"]/g)].map(([words]) => `${path} ${words}`),
    )
    expect(begun.filter(one => !/'(BEGIN|START TRANSACTION)'$/.test(one) && !/sayWho\(|READ ONLY/.test(one))).toEqual([])
  })
})
