import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { hashPassword, isPassword, passwordMark } from '../../src/modules/accounts/passwords.js'
import { hashSecret, newSecret } from '../../src/shared/secrets.js'
import { startApp, type TestApp } from '../support/app.js'
import { aPerson } from '../support/people.js'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

describe('a password', () => {
  it('is kept as Argon2id with 19 MiB and two passes, salted anew each time', async () => {
    const [one, two] = [await hashPassword('three green teapots'), await hashPassword('three green teapots')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
  })

  it('is known again, to the letter', async () => {
    const kept = await hashPassword('Three green teapots')
    const typed = ['Three green teapots', 'three green teapots', 'Three green teapots ', 'Three green teapot', '']
    expect(await Promise.all(typed.map(text => isPassword(text, kept)))).toEqual([true, false, false, false, false])
  })

  it('is known again however its letters were typed', async () => {
    const kept = await hashPassword('crème brûlée again'.normalize('NFC'))
    expect(await isPassword('crème brûlée again'.normalize('NFD'), kept)).toBe(true)
  })

  it('of nobody is nothing, not even the text that stands in for one', async () => {
    expect(await isPassword('nobody can ever type this, because it is never compared', null)).toBe(false)
    expect(await isPassword('', null)).toBe(false)
  })

  it('has the same mark here and in the database', async () => {
    const person = await aPerson(app.database)
    const [row] = await app.database.query<{ mark: string }[]>('SELECT md5(password_hash) AS mark FROM person WHERE id = $1', [person.id])
    expect(passwordMark(person.passwordHash!)).toBe(row!.mark)
  })
})

describe('a secret', () => {
  it('is 256 bits that fit into an address, never the same', () => {
    const secrets = Array.from({ length: 200 }, newSecret)
    expect(new Set(secrets).size).toBe(200)
    expect(secrets.filter(secret => !/^[\w-]{43}$/.test(secret))).toEqual([])
  })

  it('is kept as its hash', () => {
    expect(hashSecret('a')).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb')
  })
})

describe('the database itself', () => {
  it('holds one person for one address, in lower case only', async () => {
    await aPerson(app.database, { email: 'one@example.org' })
    await expect(aPerson(app.database, { email: 'one@example.org' })).rejects.toThrow('uq_person_email')
    await expect(aPerson(app.database, { email: 'One@example.org' })).rejects.toThrow('ck_person_email_lower')
  })

  it('lets a person’s links and tokens go with the person', async () => {
    const person = await aPerson(app.database)
    await app.database.query(`INSERT INTO person_token (hash, kind, person_id, expires_at) VALUES ('a hash', 'api', $1, '2027-01-01')`, [
      person.id,
    ])
    await app.database.query('DELETE FROM person WHERE id = $1', [person.id])
    expect(await app.database.query('SELECT 1 FROM person_token WHERE hash = $1', ['a hash'])).toEqual([])
  })
})
