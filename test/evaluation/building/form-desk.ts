import type { TestApp } from '../../support/app.js'
import { aPerson } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'

/** An administrator at the desk's page of one form. */
export class FormDesk {
  private constructor(
    readonly who: Visitor,
    public url: string,
  ) {}

  static async of(app: TestApp, name: string, url = ''): Promise<FormDesk> {
    const who = new Visitor(app.url)
    const { email } = await aPerson(app.database, { name, email: `${name.toLowerCase()}@example.org`, roles: ['administrator'] })
    await who.signIn(email)
    return new FormDesk(who, url)
  }

  /** Opens a page of the form, and sends the form on it that leads to `action`. */
  async fill(path: string, fields: Record<string, string | string[]>, action = path) {
    await this.who.get(`${this.url}${path}`)
    return this.who.post(`${this.url}${action.replace(/\?.*/, '')}`, fields)
  }

  add = (kind: string, fields: Record<string, string>, group = 0) => this.fill(`/questions/new?kind=${kind}&group=${group}`, fields)

  /** The page of the question that begins with these words. */
  async question(words: string): Promise<string> {
    const { html } = await this.who.get(this.url)
    const key = new RegExp(`/questions/([\\w-]+)"[^>]*>${words}`).exec(html)?.[1]
    if (!key) throw new Error(`There is no question ${words}`)
    return `/questions/${key}`
  }

  /** The questions of the form, in the order in which its page shows them, `|` between groups. */
  async questions(): Promise<string> {
    const { html } = await this.who.get(this.url)
    const groups = html.split('<section').slice(1)
    return groups.map(group => [...group.matchAll(/<li id="q-[^"]+"><a[^>]+>([^<]+)/g)].map(([, words]) => words).join(' ')).join(' | ')
  }
}

interface Stored {
  state: string
  draft: { groups: { questions: Record<string, unknown>[] }[] }
}

/** The forms of this title, as they are kept. */
export const storedForms = (app: TestApp, title: string) =>
  app.database.query<Stored[]>('SELECT state, draft FROM evaluation_form WHERE title = $1', [title])
