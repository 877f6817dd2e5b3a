import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8')

it('docs/running.md names every setting, and none that there is not', () => {
  const table = /## Settings([\s\S]*?)\n## /.exec(read('docs/running.md'))![1]!
  const named = table
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .flatMap(line => [...line.split('|')[1]!.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name!))
  const known = [...read('src/config/settings.ts').matchAll(/\(env, '([A-Z_]+)'/g)].map(([, name]) => name!)
  expect(named.sort()).toEqual([...new Set(known)].sort())
})

it('compose.yaml sets nothing that there is not, and has Redis keep what it is told', () => {
  const compose = read('compose.yaml')
  const known = [...read('src/config/settings.ts').matchAll(/\(env, '([A-Z_]+)'/g)].map(([, name]) => name!)
  const set = /environment: &settings\n([\s\S]*?)\n {4}ports:/
    .exec(compose)![1]!
    .split('\n')
    .map(line => line.trim().split(':')[0]!)
  expect(set.length).toBeGreaterThan(5)
  expect(set.filter(name => !known.includes(name))).toEqual([])
  expect(compose).toContain('--maxmemory-policy noeviction --appendonly yes')
})
