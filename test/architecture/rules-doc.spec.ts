import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readPolicy } from '../../src/modules/bookings/rules/cancellation-policy.js'

const root = join(import.meta.dirname, '../..')
const text = (file: string) => readFileSync(join(root, file), 'utf8')

/** The rows of every table of docs/rules.md that gives a rule its number. */
const rules = text('docs/rules.md')
  .split('\n')
  .map(line => /^\| (\d+) \| (.+) \| `(src\/[^`]+)` \| `([^`]+)`: (.+) \|$/.exec(line))
  .filter(found => found !== null)
  .map(([, number, sentence, file, spec, test]) => ({
    number: Number(number),
    sentence,
    file: file!,
    spec: join(dirname(file!), spec!),
    test: test!,
  }))

describe('docs/rules.md', () => {
  it('has rules, each with a number of its own', () => {
    expect(rules.length).toBeGreaterThan(40)
    expect(new Set(rules.map(rule => rule.number)).size).toBe(rules.length)
  })

  it('has no numbered line that cannot be read', () => {
    const numbered = text('docs/rules.md').match(/^\| \d+ \|/gm)
    expect(numbered).toHaveLength(rules.length)
  })

  it.each(rules)('$number. $sentence', ({ file, spec, test }) => {
    expect(existsSync(join(root, file))).toBe(true)
    expect(text(spec)).toContain(`'${test}'`)
  })

  it('names every file of rules', () => {
    const inModules = readdirSync(join(root, 'src/modules'), { recursive: true, encoding: 'utf8' }).map(file => `src/modules/${file}`)
    const files = inModules.filter(file => /\/rules\/[^/]+(?<!\.spec)\.ts$/.test(file))
    expect(files.filter(file => !rules.some(rule => rule.file === file))).toEqual([])
  })

  it('shows a policy that can be read', () => {
    const json = /```json\n([^`]+)```/.exec(text('docs/rules.md'))![1]!
    expect(readPolicy(JSON.parse(json))).toHaveProperty('policy')
  })
})
