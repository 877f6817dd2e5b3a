import type { TestApp } from '../support/app.js'
import { aPackage } from '../support/builders/package.js'
import { manifest2004 } from '../support/packages/manifests.js'
import { rawZip } from '../support/packages/raw-zip.js'

/** A package of two items, with wishes about their order that are kept and that are not. */
export async function somePackage({ database }: TestApp): Promise<{ package: string }> {
  const items = [
    { title: 'What neglect is', href: 'index.html' },
    { title: 'The quiz', href: 'index.html', mastery: 80 },
  ]
  const data = manifest2004(items, { title: 'Neglect in brief', sequencing: '<imsss:controlMode choice="true" flow="true"/>' })
  const { id } = await aPackage(
    database,
    rawZip([
      { name: 'imsmanifest.xml', data },
      { name: 'index.html', data: '<!doctype html><html lang="en-GB"><title>Neglect in brief</title><h1>Neglect in brief</h1></html>' },
    ]),
  )
  return { package: id }
}
