import { describe, expect, it } from '@jest/globals'
import { ReadableNames } from '../../src/database/names.js'

const names = new ReadableNames()

describe('the names of tables and columns', () => {
  it.each([
    ['Person', 'person'],
    ['LearningRecord', 'learning_record'],
    ['OccurrenceTrainer', 'occurrence_trainer'],
    ['WebSession', 'web_session'],
  ])('%s is the table %s', (className, table) => expect(names.tableName(className)).toBe(table))

  it.each([
    ['key', 'key'],
    ['bookingOpensAt', 'booking_opens_at'],
    ['passwordHash', 'password_hash'],
    ['line2Text', 'line2_text'],
  ])('%s is the column %s', (property, column) => expect(names.columnName(property, undefined, [])).toBe(column))

  it('keep a name given by hand as it is', () => {
    expect(names.tableName('Person', 'staffMember')).toBe('staffMember')
    expect(names.columnName('sess', 'sessionData', [])).toBe('sessionData')
  })

  it('say what a column is part of', () => expect(names.columnName('postCode', undefined, ['homeAddress'])).toBe('home_address_post_code'))

  it.each([
    ['bookedBy', 'id', 'booked_by_id'],
    ['course', 'id', 'course_id'],
    ['course', 'shortKey', 'course_short_key'],
  ])('of a relation %s to %s: %s', (relation, column, name) => expect(names.joinColumnName(relation, column)).toBe(name))
})

describe('the names of keys and indexes', () => {
  it('can be read, and say what they are on', () => {
    expect(names.primaryKeyName('booking')).toBe('pk_booking')
    expect(names.foreignKeyName('booking', ['bookedById'])).toBe('fk_booking_booked_by_id')
    expect(names.uniqueConstraintName('session', ['occurrenceId', 'number'])).toBe('uq_session_occurrence_id_number')
    expect(names.indexName('learning_record', ['personId', 'courseId'])).toBe('ix_learning_record_person_id_course_id')
  })

  it('leave the schema out', () => expect(names.indexName('public.booking', ['agencyId'])).toBe('ix_booking_agency_id'))
})
