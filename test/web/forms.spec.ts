import { describe, expect, it } from '@jest/globals'
import { IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, ValidateNested } from 'class-validator'
import { Type } from 'class-transformer'
import { readForm, readJson } from '../../src/web/forms.js'
import { Problem } from '../../src/web/problem.js'

class TeaForm {
  @MaxLength(10, { message: 'Write the kind of tea in 10 characters or fewer' })
  @IsNotEmpty({ message: 'Enter a kind of tea' })
  @IsString({ message: 'Enter a kind of tea' })
  kind: string

  @IsOptional()
  @Max(3, { message: 'Choose 3 spoons of sugar or fewer' })
  @IsInt({ message: 'Choose a whole number of spoons' })
  @Type(() => Number)
  sugar: number

  @IsOptional()
  password: string
}

class Pot {
  @ValidateNested()
  @Type(() => TeaForm)
  tea: TeaForm
}

const problemOf = (body: unknown): Problem => {
  try {
    readJson(TeaForm, body)
  } catch (problem) {
    return problem as Problem
  }
  throw new Error('it was read')
}

describe('a posted form', () => {
  it('is read into its class, trimmed', () => {
    const { values, errors } = readForm(TeaForm, { kind: '  Assam\r\n', sugar: '2' })
    expect(values).toBeInstanceOf(TeaForm)
    expect([values.kind, values.sugar, errors]).toEqual(['Assam', 2, []])
  })

  it('keeps every character of a password', () => {
    expect(readForm(TeaForm, { kind: 'Assam', password: '  two blanks  ' }).values.password).toBe('  two blanks  ')
  })

  it('has one sentence for each field that is wrong', () => {
    expect(readForm(TeaForm, { kind: '', sugar: 'x' }).errors).toEqual([
      { field: 'kind', message: 'Enter a kind of tea' },
      { field: 'sugar', message: 'Choose a whole number of spoons' },
    ])
  })

  it.each([
    ['10 characters', { kind: 'x'.repeat(10) }, []],
    ['11 characters', { kind: 'x'.repeat(11) }, ['kind']],
    ['3 spoons', { kind: 'Assam', sugar: '3' }, []],
    ['4 spoons', { kind: 'Assam', sugar: '4' }, ['sugar']],
  ])('takes what is allowed and no more: %s', (_case, body, fields) => {
    expect(readForm(TeaForm, body).errors.map(error => error.field)).toEqual(fields)
  })

  it('drops what its class does not name', () => {
    const { values } = readForm(TeaForm, { kind: 'Assam', roles: ['administrator'], __proto__: { polluted: true } })
    expect(Object.keys(values)).not.toContain('roles')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it.each([undefined, null, {}, { kind: ['a', 'b'] }, { kind: { a: 1 } }])('is wrong, not a surprise, when it is %j', body => {
    expect(readForm(TeaForm, body).errors).toContainEqual({ field: 'kind', message: 'Enter a kind of tea' })
  })

  it('says what is wrong further in', () => {
    expect(readForm(Pot, { tea: { kind: '' } }).errors).toEqual([{ field: 'tea', message: 'Enter a kind of tea' }])
  })
})

describe('a JSON body', () => {
  it('is read by the same class', () => {
    expect(readJson(TeaForm, { kind: ' Assam ', sugar: 1 })).toMatchObject({ kind: 'Assam', sugar: 1 })
  })

  it('with fields that are wrong is a 422 problem that names them', () => {
    const problem = problemOf({ kind: '', sugar: 4 })
    expect(problem.getStatus()).toBe(422)
    expect(problem.getResponse()).toMatchObject({
      type: 'about:blank',
      title: 'Some of it needs mending',
      code: 'fields-invalid',
      detail: 'Enter a kind of tea Choose 3 spoons of sugar or fewer',
      errors: [{ field: 'kind' }, { field: 'sugar' }],
    })
  })

  it.each([[[]], ['text'], [null], [undefined], [7]])('%j is no object: a 400 problem', body => {
    expect([problemOf(body).getStatus(), problemOf(body).getResponse()]).toEqual([400, expect.objectContaining({ code: 'body-malformed' })])
  })
})
