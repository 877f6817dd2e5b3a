import { DefaultNamingStrategy, type NamingStrategyInterface, type Table } from 'typeorm'

const snake = (text: string) => text.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
const tableName = (table: Table | string) => (typeof table === 'string' ? table : table.name).replace(/^.*\./, '')
const joined = (columns: string[]) => columns.map(snake).join('_')

/**
 * Names that a person can read, and that stay the same: TypeORM's own are hashes, so a migration written by hand would differ
 * from the entities in every index, and the test against drift could never be green.
 */
export class ReadableNames extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(className: string, customName?: string) {
    return customName ?? snake(className)
  }
  override columnName(property: string, customName: string | undefined, prefixes: string[]) {
    return [...prefixes.map(snake), customName ?? snake(property)].join('_')
  }
  override joinColumnName(relation: string, column: string) {
    return `${snake(relation)}_${snake(column)}`
  }
  override primaryKeyName(table: Table | string) {
    return `pk_${tableName(table)}`
  }
  override foreignKeyName(table: Table | string, columns: string[]) {
    return `fk_${tableName(table)}_${joined(columns)}`
  }
  override uniqueConstraintName(table: Table | string, columns: string[]) {
    return `uq_${tableName(table)}_${joined(columns)}`
  }
  override indexName(table: Table | string, columns: string[]) {
    return `ix_${tableName(table)}_${joined(columns)}`
  }
}
