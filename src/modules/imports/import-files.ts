import { catalogueFiles } from './catalogue-files.js'
import type { ImportFile } from './files.js'
import { storyFiles } from './story-files.js'

/** Every file that is read, each behind those whose keys it names. */
export const IMPORT_FILES: ImportFile[] = [...catalogueFiles, ...storyFiles]

/** The file of that name; asked only for names of the list. */
export const fileNamed = (name: string): ImportFile => IMPORT_FILES.find(file => file.name === name)!
