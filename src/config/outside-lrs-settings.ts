/** The outside learning record store. `url` has no slash at its end: statements go to `<url>/statements`. */
export interface OutsideLrsSettings {
  url: string
  key: string
  secret: string
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const LOOKS_LIKE = 'XAPI_URL must look like https://lrs.example.org/xapi'

/** Reads what was set of the outside store; null where it has no address. What is wrong is added to `wrong`. */
export function outsideLrsOf(set: Record<keyof OutsideLrsSettings, string | null>, wrong: string[]): OutsideLrsSettings | null {
  const { url, key, secret } = set
  if (!url) {
    if (key || secret) wrong.push('XAPI_URL must be set with XAPI_KEY and XAPI_SECRET')
    return null
  }
  const complaint = complaintAbout(url)
  if (complaint) wrong.push(complaint)
  if (!key || !secret) wrong.push('XAPI_KEY and XAPI_SECRET must be set with XAPI_URL: the outside store asks for both')
  if (key?.includes(':')) wrong.push('XAPI_KEY must have no colon in it')
  return { url: url.replace(/\/+$/, ''), key: key ?? '', secret: secret ?? '' }
}

function complaintAbout(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) return LOOKS_LIKE
  if (url.protocol === 'https:' || LOOPBACK.includes(url.hostname)) return null
  return `${LOOKS_LIKE}: key and secret go over https only, but on this machine itself`
}
