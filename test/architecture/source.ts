import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export const ROOT = join(import.meta.dirname, '../..')

export interface SourceFile {
  path: string
  text: string
  lines: number
}

/** The files below these folders with one of these endings, in order; what is built or installed is not among them. */
export function filesOf(folders: string[], endings: string[]): SourceFile[] {
  const paths = folders.flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(path => join(folder, path)),
  )
  return paths
    .filter(path => endings.some(ending => path.endsWith(ending)))
    .sort()
    .map(path => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      return { path, text, lines: text.split('\n').length - 1 }
    })
}

/** Every node of a file for which `find` has something to say, as "path:line what it says". */
export function findings({ path, text }: SourceFile, find: (node: ts.Node) => string | null): string[] {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const said = find(node)
    if (said !== null) found.push(`${path}:${lineOf(tree, node.getStart())} ${said}`)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

export const lineOf = (tree: ts.SourceFile, position: number): number => tree.getLineAndCharacterOfPosition(position).line + 1

/** How many lines a node takes. */
export function heightOf(node: ts.Node): number {
  const tree = node.getSourceFile()
  return lineOf(tree, node.getEnd()) - lineOf(tree, node.getStart()) + 1
}
