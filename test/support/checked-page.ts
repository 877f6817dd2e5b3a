import type { ConsoleMessage, Locator, Page, Request, Response } from 'playwright-core'
import type { TestApp } from './app.js'
import { faultsOf } from './page-checks.js'
import { PASSWORD } from './people.js'

type Words = string | RegExp
type Line = 'good' | 'down' | 'one-way'

interface Met {
  path: string
  status: number
}

/**
 * A browser's window, walked by the words that stand on the page. Every page that it meets is checked as soon as it has loaded: that it
 * came as expected, can be used by everybody, fits a narrow phone, says nothing on the console, and asks no other site for anything.
 */
export class CheckedPage {
  /** Pages that have come and are not yet checked. */
  private met: Met[] = []
  private said: ConsoleMessage[] = []
  private faults: string[] = []
  private line: Line = 'good'
  private lineWasBad = false

  constructor(
    private readonly app: TestApp,
    readonly page: Page,
    /** Where a page without script is looked at. */
    private readonly beside: Page | null,
  ) {
    page.setDefaultTimeout(10_000)
    page.on('response', response => this.came(response))
    page.on('console', message => this.said.push(message))
    page.on('pageerror', error => this.faults.push(`its script failed: ${error.message}`))
    page.on('request', request => {
      if (!request.url().startsWith(`${app.url}/`) && !ofPackage(request)) this.faults.push(`it asked another site: ${request.url()}`)
    })
  }

  /** Opens an address of the product. `status`: what it is to answer. */
  go = (path: string, status = 200) => this.load(() => this.page.goto(path), status)
  reload = () => this.load(() => this.page.reload())

  /** Follows the first link with these words, or with words like these, on the page proper; `menu` follows one around it. */
  follow = (words: Words) => this.load(() => this.link(words).click())
  menu = (words: Words) => this.load(() => this.page.getByRole('navigation').getByRole('link', { name: words }).first().click())

  /** Presses a button that leads to a page. */
  press = (words: Words, status = 200) => this.load(() => this.button(words).click(), status)
  signOut = () => this.load(() => this.page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click())

  link = (words: Words): Locator => this.main().getByRole('link', { name: words }).first()
  button = (words: Words): Locator => this.main().getByRole('button', { name: words }).first()

  /** Fills in fields by their labels. */
  async fill(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      const field = this.page.getByLabel(label, { exact: true })
      const choice = (await field.getByRole('option').count()) > 0
      await (choice ? field.selectOption({ label: value }) : field.fill(value))
    }
  }

  /** Opens the sign-in page, or stays where the product has led to it, and signs in. */
  async signIn(email: string): Promise<void> {
    if (!this.page.url().includes('/sign-in')) await this.go('/sign-in')
    await this.fill({ 'Your work e-mail address': email, Password: PASSWORD })
    await this.press('Sign in')
  }

  /** What the page says, white space folded. */
  async text(): Promise<string> {
    return (await this.main().innerText()).replace(/\s+/g, ' ')
  }

  /** The address without its origin. */
  path(): string {
    return this.page.url().replace(this.app.url, '')
  }

  /** Does what leads to another page, waits for it, and checks it. */
  async load(act: () => Promise<unknown>, status = 200): Promise<void> {
    // Longer than any act is given, so that an act which fails is what is told.
    const loaded = this.page.waitForEvent('load', { timeout: 15_000 })
    await Promise.all([loaded, act()])
    await this.seen(status)
  }

  /** Checks the page as it stands now; throws with all that is wrong with it. */
  async seen(status = 200): Promise<void> {
    const came = this.met
    this.met = []
    const faults: string[] = []
    if (came.length > 1) faults.push(`met on the way and not checked: ${came.map(({ path }) => path).join(', ')}`)
    const odd = came.find(page => page.status !== status)
    if (odd) faults.push(`answered ${odd.status}, not ${status}`)
    faults.push(...(await faultsOf(this.beside ? await this.copy(this.beside) : this.page)))
    faults.push(...this.complaints(status), ...this.faults.splice(0))
    if (faults.length > 0) throw new Error(`${this.path()} at ${this.page.viewportSize()!.width} px:\n- ${faults.join('\n- ')}`)
  }

  unchecked = (): string[] => [...this.met.map(({ path }) => path), ...this.faults]

  /** Cuts the line, lets nothing but readings through, or mends it. */
  async setLine(line: Line): Promise<void> {
    this.line = line
    this.lineWasBad ||= line !== 'good'
    await this.page.unrouteAll()
    await this.page.context().setOffline(line === 'down')
    if (line === 'one-way') await this.page.route('**', route => (route.request().method() === 'GET' ? route.continue() : route.abort()))
  }

  private came(response: Response): void {
    const request = response.request()
    if (!request.isNavigationRequest() || response.frame() !== this.page.mainFrame()) return
    const status = response.status()
    const leadsOn = status >= 300 && status < 400
    if (!leadsOn) this.met.push({ path: new URL(response.url()).pathname, status })
  }

  /** A browser notes each answer of 400 and more, and each request on a bad line: these are as they should be. */
  private complaints(status: number): string[] {
    const own = (text: string) =>
      (status >= 400 && text.includes(`status of ${status}`)) || (this.lineWasBad && /net::ERR_(INTERNET_DISCONNECTED|FAILED)/.test(text))
    const said = this.said.splice(0).filter(message => ['error', 'warning'].includes(message.type()) && !own(message.text()))
    this.lineWasBad = this.line !== 'good'
    return said.map(message => `on its console: ${message.text()}`)
  }

  private main = () => this.page.getByRole('main')

  private async copy(beside: Page): Promise<Page> {
    const html = await this.page.content()
    const policy = `default-src 'none'; style-src ${this.app.url}; img-src ${this.app.url}`
    await beside.route(this.page.url(), route =>
      route.fulfill({ body: html, contentType: 'text/html', headers: { 'content-security-policy': policy } }),
    )
    await beside.goto(this.page.url())
    await beside.unrouteAll()
    return beside
  }
}

/** What a frame asks of the content's origin, which on one machine is its other name. */
const ofPackage = (request: Request): boolean => request.url().startsWith('http://localhost:') && request.frame().parentFrame() !== null
