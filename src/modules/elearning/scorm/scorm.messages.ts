import type { Refusal } from '../../../shared/refusal.js'
import type { PackageCode } from './reading/open-package.js'

const MB = 1024 * 1024
type Facts = Record<string, string>

const size = (facts: Facts) => `${Math.round(Number(facts.most) / MB)} MB`
const AGAIN = 'Export it again from the tool it was made with, or ask its maker.'

/** Every "no" to a package, in the words of the administrator who uploads it. */
const SENTENCES: Record<PackageCode, (facts: Facts) => string> = {
  'upload-missing': () => 'Choose the package: a zip file as your authoring tool exports it for SCORM.',
  'upload-too-large': facts => `The package is larger than ${size(facts)}. Make its videos or pictures smaller and export it again.`,
  'not-a-zip': () => 'This file is not a zip archive, or it was cut off on its way. Choose the zip file that your authoring tool exported.',
  'zip-broken': facts => `The archive is damaged${facts.name ? `: “${facts.name}” cannot be unpacked` : ''}. ${AGAIN}`,
  'too-many-files': facts => `The archive holds ${facts.count} files; ${facts.most} are the most. ${AGAIN}`,
  'package-too-large': facts => `Unpacked, the archive would be larger than ${size(facts)}. Make its videos or pictures smaller.`,
  'compression-bomb': facts =>
    `${facts.name ? `“${facts.name}”` : 'The archive'} would unpack to more than 200 times its size, as files made to do harm do. ${AGAIN}`,
  'link-in-package': facts => `“${facts.name}” is a link or a device and not a file. Pack the files themselves.`,
  encrypted: facts => `“${facts.name}” is protected by a password. Export the package without one.`,
  'compression-unknown': facts => `“${facts.name}” is packed in a way that not every computer can unpack. ${AGAIN}`,
  'entries-overlap': () => `Files of this archive share the same bytes, as in archives made to do harm. ${AGAIN}`,
  'path-unsafe': facts => `The file name “${facts.name}” leads out of the package. ${AGAIN}`,
  'path-backslash': facts => `The file name “${facts.name}” has a backslash in it. Pack the files with another zip program.`,
  'name-unreadable': facts => `The file name “${facts.name}” has characters in it that cannot be read. Rename the file and export again.`,
  'name-too-long': facts => `The file name “${facts.name}” is too long. Rename the file and export again.`,
  'names-collide': facts =>
    `“${facts.name}” is in the archive twice, or beside a name that differs in small and capital letters only. Rename one and export again.`,
  'manifest-missing': () =>
    'There is no imsmanifest.xml in this archive, so it is not a SCORM package. Export it as SCORM 1.2 or SCORM 2004.',
  'manifest-nested': facts =>
    `imsmanifest.xml lies in the folder “${facts.folder}”. Pack what is in that folder, not the folder, so that it lies at the top.`,
  'manifest-several': () => 'There is a manifest within the manifest. Export each course as a package of its own.',
  'manifest-too-large': facts => `imsmanifest.xml is larger than ${size(facts)}. ${AGAIN}`,
  'manifest-encoding': () => `imsmanifest.xml is not written in the alphabet it claims (UTF-8 or UTF-16). ${AGAIN}`,
  'manifest-entities': () => `imsmanifest.xml declares a document type or entities, which could be used to do harm. ${AGAIN}`,
  'manifest-broken': () => `imsmanifest.xml cannot be read: it is not well-formed XML. ${AGAIN}`,
  'manifest-not-scorm': () => 'imsmanifest.xml does not say that it is SCORM 1.2 or SCORM 2004. Export the course in one of these.',
  'items-missing': () => `The package lists nothing that could be opened. ${AGAIN}`,
  'too-many-items': facts => `The package lists ${facts.count} items; ${facts.most} are the most. Divide it into several courses.`,
  'resource-missing': facts => `The item “${facts.item}” names nothing to open. ${AGAIN}`,
  'address-outside': facts => `The item “${facts.item}” opens “${facts.address}”, which is not in the package. ${AGAIN}`,
  'file-missing': facts => `The item “${facts.item}” opens “${facts.address}”, and there is no such file in the package. ${AGAIN}`,
  'order-impossible': facts =>
    `“${facts.item}” asks for “${facts.later}” to be done first, which comes after it or is the item itself. Put the items in the order in which they are to be taken.`,
}

/** The sentence of a refusal. */
export const packageSentence = ({ refused, facts }: Refusal<PackageCode>): string =>
  SENTENCES[refused](Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)])))
