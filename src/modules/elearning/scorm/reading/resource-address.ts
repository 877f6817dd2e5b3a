import { refuse, type Refusal } from '../../../../shared/refusal.js'
import { lookupOf, readable } from '../rules/entry-name.js'

export type AddressCode = 'address-outside' | 'file-missing'

export interface Address {
  file: string
  href: string
}

/**
 * Where an item opens: its base and address put together, held against the files of the archive (by lookup name), with its parameters.
 * Refused: another site, a path out of the package, a file that is not in it.
 */
export function addressOf(
  base: string,
  href: string,
  parameters: string,
  files: ReadonlyMap<string, string>,
): Address | Refusal<AddressCode> {
  const whole = base + href
  if (/^([a-z][a-z0-9+.-]*:|\/\/|\/|\\)/i.test(whole.trim())) return refuse('address-outside', { address: readable(whole) })
  const [path = '', tail = ''] = parted(whole.trim())
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..' && steps.length === 0) return refuse('address-outside', { address: readable(whole) })
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  const file = files.get(lookupOf(steps.join('/'))) ?? files.get(lookupOf(decoded(steps.join('/'))))
  if (file === undefined) return refuse('file-missing', { address: readable(whole) })
  return { file, href: withParameters(file.split('/').map(encodeURIComponent).join('/') + tail, parameters.trim()) }
}

function parted(href: string): [string, string] {
  const at = href.search(/[?#]/)
  return at < 0 ? [href, ''] : [href.slice(0, at), href.slice(at)]
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** As the content packaging specification has it: parameters lose their first sign and are joined by the one that is needed. */
function withParameters(href: string, parameters: string): string {
  const plain = parameters.replace(/^[?&]+/, '')
  if (plain === '') return href
  if (plain.startsWith('#')) return href.includes('#') ? href : href + plain
  const [path, hash] = href.includes('#') ? [href.slice(0, href.indexOf('#')), href.slice(href.indexOf('#'))] : [href, '']
  return path + (path.includes('?') ? '&' : '?') + plain + hash
}
