import { BOOKING_TABLES } from './booking-tables.js'
import type { HeldTable } from './held-table.js'
import { HOUSE_TABLES } from './house-tables.js'
import { LEARNING_TABLES } from './learning-tables.js'
import { PEOPLE_TABLES } from './people-tables.js'

/** Every table of the product, with what of it is personal, and whose. */
export const REGISTRY: readonly HeldTable[] = [...PEOPLE_TABLES, ...BOOKING_TABLES, ...LEARNING_TABLES, ...HOUSE_TABLES]

/** The columns in which somebody may be named by others, or name others. */
export const WORDS = REGISTRY.flatMap(({ table, personal = [], mentions = [] }) =>
  [...personal, ...mentions].map(column => ({ table, column })),
)
