/** What came back, read as a person reads it. */
export interface Seen {
  status: number
  url: string
  html: string
  /** The page's text without tags, white space folded. */
  text: string
  headers: Headers
}

/** A browser without script: keeps cookies, follows redirects, and sends forms with the hidden fields that the page carried. */
export class Visitor {
  private readonly cookies = new Map<string, string>()
  private follow = true
  last: Seen | undefined

  constructor(private readonly origin: string) {}

  get(path: string): Promise<Seen> {
    return this.ask(path, { method: 'GET' })
  }

  /** Sends the fields as the page's form would: hidden fields of the first form on the last page whose action is `path` are added. */
  post(path: string, fields: Record<string, string | string[]> = {}): Promise<Seen> {
    const body = new URLSearchParams()
    for (const [name, value] of [...Object.entries(this.hiddenFields(path)), ...Object.entries(fields)])
      for (const one of [value].flat()) body.append(name, one)
    for (const name of Object.keys(fields))
      if (body.getAll(name).length > [fields[name]].flat().length) this.keepLast(body, name, fields[name])
    return this.ask(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  }

  /** Sends the form with a file that the last page carried: its hidden fields, `fields`, and last the file; null: none chosen. */
  upload(path: string, fields: Record<string, string>, file: { name: string; bytes: Uint8Array<ArrayBuffer> } | null): Promise<Seen> {
    const [, address = path] = /<form[^>]* action="([^"]*_csrf=[^"]*)"/.exec(this.last?.html ?? '') ?? []
    const body = new FormData()
    for (const [name, value] of Object.entries({ ...this.hiddenFields(decode(address)), ...fields })) body.append(name, value)
    body.append('file', new Blob(file ? [file.bytes] : []), file?.name ?? '')
    return this.ask(decode(address), { method: 'POST', body })
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name)
  }

  /** Sends a form as `post` does, and answers where it leads without going there; null when it leads nowhere. */
  async whereTo(path: string, fields: Record<string, string | string[]> = {}): Promise<string | null> {
    this.follow = false
    const { headers } = await this.post(path, fields).finally(() => (this.follow = true))
    return headers.get('location')
  }

  /** Sends JSON as a page's script does, with the form token of the page that is open; the page stays open. */
  async send<Body>(path: string, body: unknown): Promise<{ status: number; body: Body }> {
    const open = this.last
    const token = /name="_csrf" value="([^"]+)"/.exec(open?.html ?? '')?.[1] ?? ''
    const headers = { 'content-type': 'application/json', 'x-csrf-token': token }
    const { status, html } = await this.ask(path, { method: 'POST', body: JSON.stringify(body), headers })
    this.last = open
    return { status, body: (/^[[{]/.test(html) ? JSON.parse(html) : {}) as Body }
  }

  async signIn(email: string, password = 'goldthread-demo'): Promise<Seen> {
    await this.get('/sign-in')
    return this.post('/sign-in', { email, password })
  }

  private keepLast(body: URLSearchParams, name: string, value: string | string[] | undefined): void {
    body.delete(name)
    for (const one of [value ?? []].flat()) body.append(name, one)
  }

  private hiddenFields(path: string): Record<string, string> {
    const forms = [...(this.last?.html ?? '').matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    const here = new URL(this.last?.url ?? this.origin, this.origin).pathname
    const actionOf = (attributes: string) => /action="([^"]*)"/.exec(attributes)?.[1]?.replace(/&amp;/g, '&') ?? here
    const form = forms.find(([, attributes]) => actionOf(attributes ?? '') === path) ?? forms.find(([, a]) => /method="post"/.test(a ?? ''))
    const inputs = [...(form?.[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    return Object.fromEntries(inputs.map(([, name, value]) => [name ?? '', decode(value ?? '')]))
  }

  private async ask(path: string, init: RequestInit, hops = 0): Promise<Seen> {
    const url = new URL(path, this.origin)
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...(init.headers as object), cookie } })
    this.keepCookies(response)
    const location = response.headers.get('location')
    if (this.follow && location && response.status >= 300 && response.status < 400 && hops < 10) {
      await response.arrayBuffer()
      return this.ask(new URL(location, url).href, { method: 'GET' }, hops + 1)
    }
    const html = await response.text()
    this.last = { status: response.status, url: url.pathname + url.search, html, text: readable(html), headers: response.headers }
    return this.last
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name) this.cookies.set(name, value ?? '')
      if (name && /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name)
    }
  }
}

const decode = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

const readable = (html: string) =>
  decode(html.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
