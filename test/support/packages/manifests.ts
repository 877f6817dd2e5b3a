export interface ManifestItem {
  title: string
  href: string
  mastery?: number
  prerequisites?: string
  launchData?: string
  parameters?: string
  asset?: boolean
  /** Further XML within a 2004 item's sequencing. */
  sequencing?: string
}

const NAMESPACES_12 = 'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
const NAMESPACES_2004 =
  'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'

const element = (name: string, value: string | number | undefined) => (value === undefined ? '' : `<${name}>${value}</${name}>`)

/** The manifest of a SCORM 1.2 package. */
export function manifest12(items: readonly ManifestItem[], title = 'Fire safety'): string {
  const listed = items.map((item, i) =>
    [
      `<item identifier="I${i + 1}" identifierref="R${i + 1}"${item.parameters ? ` parameters="${item.parameters}"` : ''}>`,
      element('title', item.title),
      item.prerequisites === undefined ? '' : `<adlcp:prerequisites type="aicc_script">${item.prerequisites}</adlcp:prerequisites>`,
      element('adlcp:datafromlms', item.launchData),
      element('adlcp:masteryscore', item.mastery),
      '</item>',
    ].join(''),
  )
  return whole(NAMESPACES_12, 'ADL SCORM', '1.2', title, listed, items, 'scormtype')
}

/** The manifest of a SCORM 2004 package. `sequencing`: further XML within the organization's own. */
export function manifest2004(
  items: readonly ManifestItem[],
  { title = 'Fire safety', edition = '2004 4th Edition', sequencing = '' } = {},
) {
  const listed = items.map((item, i) => {
    const minimum = item.mastery === undefined ? '' : element('imsss:minNormalizedMeasure', item.mastery / 100)
    const objective = `<imsss:objectives><imsss:primaryObjective objectiveID="P${i + 1}" satisfiedByMeasure="${minimum ? 'true' : 'false'}">${minimum}</imsss:primaryObjective></imsss:objectives>`
    const own = `<imsss:sequencing>${item.sequencing ?? ''}${objective}</imsss:sequencing>`
    const parameters = item.parameters ? ` parameters="${item.parameters}"` : ''
    const launch = element('adlcp:dataFromLMS', item.launchData)
    return `<item identifier="I${i + 1}" identifierref="R${i + 1}"${parameters}>${element('title', item.title)}${launch}${own}</item>`
  })
  const all = sequencing ? [...listed, `<imsss:sequencing>${sequencing}</imsss:sequencing>`] : listed
  return whole(NAMESPACES_2004, 'ADL SCORM', edition, title, all, items, 'scormType')
}

function whole(
  spaces: string,
  schema: string,
  version: string,
  title: string,
  listed: string[],
  items: readonly ManifestItem[],
  type: string,
) {
  const resources = items.map(
    ({ href, asset }, i) =>
      `<resource identifier="R${i + 1}" type="webcontent" adlcp:${type}="${asset ? 'asset' : 'sco'}" href="${href}"><file href="${href}"/></resource>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M1" version="1.0" ${spaces}>
<metadata><schema>${schema}</schema><schemaversion>${version}</schemaversion></metadata>
<organizations default="O1"><organization identifier="O1">${element('title', title)}${listed.join('\n')}</organization></organizations>
<resources>${resources.join('\n')}</resources>
</manifest>`
}
