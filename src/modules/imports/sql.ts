/** A column's name in a statement: `group` among others is a word of SQL too. All names come from this module's own lists. */
export const name = (column: string): string => `"${column}"`
