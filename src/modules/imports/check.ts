import type { ClientBase } from 'pg'
import { checkBookings } from './check-bookings.js'
import { checkCatalogue } from './check-catalogue.js'
import { checkJoined, checkKeys, checkReferences } from './check-keys.js'
import { checkLearning } from './check-learning.js'
import { checkProgramme } from './check-programme.js'
import { adoptRegistered, derive } from './derive.js'
import type { Column, ImportFile } from './files.js'
import { fileNamed, IMPORT_FILES } from './import-files.js'
import type { Problems } from './problems.js'
import { resolve } from './resolve.js'

/** Checks the rows of all files against one another and against what is loaded, and makes them whole for writing. */
export async function check(client: ClientBase, problems: Problems, absent: (file: ImportFile) => Column[], now: Date): Promise<void> {
  for (const file of IMPORT_FILES) await checkKeys(problems, file)
  await adoptRegistered(client)
  for (const file of IMPORT_FILES) await resolve(client, file, IMPORT_FILES, absent(file))
  await checkJoined(problems, IMPORT_FILES)
  for (const file of IMPORT_FILES) await checkReferences(problems, file, IMPORT_FILES)
  await derive(client, now)
  const [occurrences, bookings] = [fileNamed('occurrences.csv'), fileNamed('bookings.csv')]
  await checkCatalogue(problems, client, {
    people: fileNamed('people.csv'),
    trainers: fileNamed('trainers.csv'),
    courses: fileNamed('courses.csv'),
    events: fileNamed('events.csv'),
  })
  await checkProgramme(problems, occurrences, fileNamed('sessions.csv'))
  await checkBookings(problems, occurrences, bookings)
  await checkLearning(problems, fileNamed('enrolments.csv'), fileNamed('waiting-list.csv'))
}
