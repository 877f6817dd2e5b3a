import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { catalogueTables } from './catalogue-tables.js'
import type { Story } from './story.js'
import { storyTables } from './story-tables.js'
import { COLUMNS, type File, type Row, type Tables } from './tables.js'
import { tellStory } from './tell-story.js'

/**
 * Writes the demo partnership into a folder for the importer (docs/import.md), as it stands on the morning of `today`, a London day:
 * the same bytes each time for the same day; gives the story back. Throws a RangeError for a day that it cannot be told for.
 */
export async function writeDemo(folder: string, today: string): Promise<Story> {
  const story = tellStory(today)
  const tables: Tables = { ...catalogueTables(), ...storyTables(story) }
  await mkdir(folder, { recursive: true })
  await Promise.all((Object.keys(COLUMNS) as File[]).map(file => writeFile(join(folder, file), csvOf(file, tables[file]))))
  return story
}

const csvOf = (file: File, rows: Row<File>[]): string => stringify(rows, { header: true, columns: [...COLUMNS[file]] })
