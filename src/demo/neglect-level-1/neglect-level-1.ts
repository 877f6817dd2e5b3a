import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuiltContent, BuiltPage } from '../../modules/elearning/rules/built-content.js'
import { BETWEEN_PAGES } from './between-pages.js'
import { QUIZ } from './quiz.js'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const NOTICE =
  'This is a sample, written from public guidance. Your safeguarding partnership reviews it, and adds its own procedures and telephone numbers, before anybody relies on it.'

/** Child Neglect Awareness Level 1: the pages of this folder in order of their names, each headed by its title. */
export function neglectLevel1(): BuiltContent {
  const names = readdirSync(FOLDER)
    .filter(name => name.endsWith('.md'))
    .sort()
  return { notice: NOTICE, pages: names.map((name, i) => pageOf(readFileSync(join(FOLDER, name), 'utf8'), i + 1)), quiz: QUIZ }
}

function pageOf(markdown: string, number: number): BuiltPage {
  const [first = '', ...lines] = markdown.split('\n')
  const question = BETWEEN_PAGES[number] ?? null
  return { id: `page-${number}`, title: first.replace(/^# /, ''), text: lines.join('\n').trim(), video: null, question }
}
