import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './source.js'

const markdownIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter(name => name.endsWith('.md'))
    .map(name => join(folder, name))
const pages = ['.', 'docs', 'docs/decisions'].flatMap(markdownIn)
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const TOP = 'src|test|docs|bench|scripts|\\.ci'
const IN_SRC = 'config|shared|database|web|modules|demo|commands'
const everyPath = TOP.split('|').flatMap(top => {
  const folder = top.replace('\\', '')
  return [folder, ...readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(path => join(folder, path))]
})

/** Where the relative links of a page lead: a path from the root, and the heading after its #. */
const linksOf = (page: string) =>
  [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, path, heading]) => ({
    path: path ? join(dirname(page), path) : page,
    heading,
  }))

/** The paths that a page names, such as `src/web/forms.ts`, or `shared/clock.ts` for short; `*` and `<module>` stand for any name. */
const named = (text: string) => [...text.matchAll(new RegExp(`\`((?:${TOP}|${IN_SRC})/[^\`\\s]*)\``, 'g'))].map(([, path]) => path!)

function exists(path: string): boolean {
  const words = path
    .replace(/<[^>]+>/g, '*')
    .split(/(\*)/)
    .map(word => (word === '*' ? '[^/]*' : word.replace(/[.[\]()+?]/g, '\\$&')))
  const pattern = new RegExp(`^(src/)?${words.join('').replace(/\/$/, '')}$`)
  return everyPath.some(one => pattern.test(one))
}

/** A heading's address, as pages of repositories give it. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
const headingsOf = (page: string) => [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!))

describe('the pages about the project', () => {
  it.each(pages)('lead to what there is: %s', page => {
    const links = linksOf(page)
    expect(links.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([])
    expect(links.filter(({ path, heading }) => heading && !headingsOf(path).includes(heading))).toEqual([])
  })

  it.each(pages)('name only paths that exist: %s', page => {
    expect(named(read(page)).filter(path => !exists(path))).toEqual([])
  })

  it.each(pages)('name only commands that exist: %s', page => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const commands = [...read(page).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!)
    expect(commands.filter(name => !(name in scripts))).toEqual([])
  })

  it('list every setting', () => {
    const listed = [...read('.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name!)
    const known = [...read('src/config/settings.ts').matchAll(/\(env, '([A-Z_]+)'/g)].map(([, name]) => name!)
    // A setting may be read twice, where its default rests on another's.
    expect(listed.sort()).toEqual([...new Set(known)].sort())
  })

  it('put every module into its row', () => {
    const rows = /\n```\n(config, shared\n[^`]+)```/.exec(read('CONTRIBUTING.md'))![1]!.split(/[,\s]+/)
    const modules = readdirSync(join(ROOT, 'src/modules')).map(name => `modules/${name}`)
    expect(modules.filter(name => !rows.includes(name))).toEqual([])
  })
})

describe('what is looked for', () => {
  it.each(['src/modules/*/rules/', 'shared/clock.ts', 'test/<module>/', '.ci/run'])('is there: %s', path => {
    expect(named(`\`${path}\``)).toEqual([path])
    expect(exists(path)).toBe(true)
  })

  it.each(['src/modules/nothing/', 'shared/clocks.ts', 'docs/*.pdf'])('is not there: %s', path => {
    expect(exists(path)).toBe(false)
  })
})
