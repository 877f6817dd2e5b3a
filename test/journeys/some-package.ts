import { OpenItem } from '../../src/modules/elearning/scorm/open-item.js'
import { isRefusal } from '../../src/shared/refusal.js'
import type { TestApp } from '../support/app.js'
import { aScormCourse, signedUp } from '../support/builders/scorm.js'
import { aCoursePackage } from '../support/packages/course.js'

/**
 * A package of two items, with wishes about their order that are kept and that are not; Dana has begun with its first item.
 */
export async function somePackage(app: TestApp, dana: { id: string }): Promise<Record<'package' | 'taking' | 'playing', string>> {
  const items = [
    { title: 'What neglect is', href: 'content/index.html' },
    { title: 'The quiz', href: 'content/index.html', mastery: 80 },
  ]
  const data = aCoursePackage({
    old: false,
    items,
    title: 'Neglect in brief',
    sequencing: '<imsss:controlMode choice="true" flow="true"/>',
  })
  await aScormCourse(app, data, 'neglect-in-brief')
  const [stored] = await app.database.query<{ id: string }[]>('SELECT id FROM scorm_package')
  const taking = await signedUp(app, dana, 'neglect-in-brief')
  const answer = await app.app.get(OpenItem, { strict: false }).run({ enrolmentId: taking, personId: dana.id, item: 0 }, app.clock.now())
  if (isRefusal(answer)) throw new Error(answer.refused)
  return { package: stored!.id, taking, playing: answer.launchId }
}
