import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aDelegate, aLead, anAdministrator, aReader, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
const visitors = new Map<string, Visitor>()

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  visitors.set('a stranger', new Visitor(app.url))
  for (const [who, make] of Object.entries({
    'a delegate': aDelegate,
    'a trainer': aTrainer,
    'a training lead': aLead,
    'a report reader': aReader,
    'an administrator': anAdministrator,
  })) {
    const visitor = new Visitor(app.url)
    await visitor.signIn((await make(database)).email)
    visitors.set(who, visitor)
  }
})
afterAll(() => app.stop())

const on = (who: string, path: string) => visitors.get(who)!.get(path)
/** The links of the main navigation, with the one that is marked as where the reader is. */
function navigation(html: string) {
  const [, list = ''] = /<nav class="gt-nav"[^>]*>([\s\S]*?)<\/nav>/.exec(html) ?? []
  const links = [...list.matchAll(/<a class="gt-nav__link"([^>]*)href="([^"]+)">([^<]+)<\/a>/g)]
  return { texts: links.map(link => link[3]), current: links.filter(link => link[1]!.includes('aria-current')).map(link => link[3]) }
}

const EVERYBODY = ['What’s on', 'E-learning']
const SIGNED_IN = [...EVERYBODY, 'My learning']

describe('the navigation', () => {
  it.each([
    ['a stranger', EVERYBODY],
    ['a delegate', SIGNED_IN],
    ['a trainer', [...SIGNED_IN, 'My registers']],
    ['a training lead', [...SIGNED_IN, 'My agency']],
    ['a report reader', [...SIGNED_IN, 'Figures']],
    ['an administrator', [...SIGNED_IN, 'Figures', 'Desk']],
  ])('of %s leads to what they may see', async (who, texts) => {
    expect(navigation((await on(who, '/privacy')).html).texts).toEqual(texts)
  })

  it.each([['a stranger'], ['a delegate'], ['a trainer'], ['a training lead'], ['a report reader'], ['an administrator']])(
    'of %s leads nowhere that is refused',
    async who => {
      const { html } = await on(who, '/privacy')
      const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(found => found[1]!).filter(href => !href.startsWith('/assets/'))
      for (const href of new Set(links)) expect([href, (await on(who, href)).status]).toEqual([href, 200])
    },
  )

  it.each([
    ['/whats-on', ['What’s on']],
    ['/whats-on?topic=neglect', ['What’s on']],
    ['/e-learning', ['E-learning']],
    ['/my-learning', ['My learning']],
    ['/reports', ['Figures']],
    ['/desk', ['Desk']],
    ['/desk/courses/new', ['Desk']],
    ['/privacy', []],
    ['/', []],
    ['/no-such-page', []],
  ])('says on %s where one is: %j', async (path, current) => {
    expect(navigation((await on('an administrator', path)).html).current).toEqual(current)
  })
})

describe('the desk’s own navigation', () => {
  const desk = async (path: string) => {
    const found = [...(await on('an administrator', path)).html.matchAll(/<nav class="gt-desk" aria-label="Desk">([\s\S]*?)<\/nav>/g)]
    expect(found).toHaveLength(1)
    const [daily = '', folded = ''] = found[0]![1]!.split('<details')
    const links = (html: string) =>
      [...html.matchAll(/<a ([^>]*)href="([^"]+)">([^<]+)<\/a>/g)].map(([, marks = '', href = '', text = '']) => ({ marks, href, text }))
    return { daily: links(daily), folded: links(folded) }
  }

  it('keeps what is used daily in a row, folds the rest away in groups without a script, and leads nowhere that is refused', async () => {
    const { daily, folded } = await desk('/desk')
    expect(daily.map(({ text }) => text)).toEqual(['Today', 'Programme', 'Courses', 'People', 'Agencies', 'Charges', 'Messages'])
    expect(folded).toHaveLength(15)
    expect(new Set([...daily, ...folded].map(({ href }) => href)).size).toBe(22)
    for (const { href } of [...daily, ...folded]) expect([href, (await on('an administrator', href)).status]).toEqual([href, 200])
  })

  it.each([
    ['/desk', ['Today']],
    ['/desk/programme/list', ['Programme']],
    ['/desk/events/new', ['Programme']],
    ['/desk/venues/new', ['Venues']],
    ['/desk/bank-holidays', ['Policies']],
    ['/desk/erasures', ['Retention']],
  ])('shows on %s where one is, folded away or not: %j', async (path, current) => {
    expect((await desk(path)).daily.filter(({ marks }) => marks.includes('aria-current')).map(({ text }) => text)).toEqual(current)
  })
})

describe('the head of a page', () => {
  it('greets who is signed in, and lets them sign out', async () => {
    const { html } = await on('a delegate', '/whats-on')
    expect(html).toContain('<a class="gt-header__link" href="/my-details">Dana Delegate</a>')
    expect(html).toMatch(/<form method="post" action="\/sign-out"[^>]*><input type="hidden" name="_csrf" value="[^"]{64,}"><button/)
    expect(html).not.toContain('href="/sign-in"')
  })

  it('lets a stranger sign in and register, with no form and so no cookie', async () => {
    const response = await fetch(`${app.url}/whats-on`)
    const html = await response.text()
    expect(html).toContain('href="/sign-in">Sign in</a>')
    expect(html).toContain('href="/register">Register</a>')
    expect(html).not.toContain('/sign-out')
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it.each([
    ['/whats-on', 'What’s on – Walsall Safeguarding Partnership training'],
    ['/privacy', 'Privacy – Walsall Safeguarding Partnership training'],
    ['/no-such-page', 'Page not found – Walsall Safeguarding Partnership training'],
  ])('has a title of its own: %s', async (path, title) => expect((await on('a stranger', path)).html).toContain(`<title>${title}</title>`))

  it('begins the title with the error when a form comes back', async () => {
    const visitor = new Visitor(app.url)
    await visitor.get('/sign-in')
    const { html, status } = await visitor.post('/sign-in', { email: '', password: '' })
    expect([status, html]).toEqual([422, expect.stringContaining('<title>Error: ')])
    expect(html).toMatch(/There is a problem[\s\S]*<h1/)
  })

  it('is in English, fits any screen, and begins with the way to the content', async () => {
    const { html } = await on('a stranger', '/privacy')
    expect(html).toMatch(/^<!DOCTYPE html>\s*<html lang="en-GB"/)
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">')
    expect(html).toMatch(/<body[^>]*>\s*<a href="#main-content" class="govuk-skip-link">[\s\S]*<main [^>]*id="main-content"/)
  })
})

describe('whose product it is', () => {
  it('is the partnership’s by the settings, on every page', async () => {
    const own = await startApp(undefined, { partnership: 'Dudley & Sandwell <Partnership>' })
    const visitor = new Visitor(own.url)
    for (const path of ['/', '/privacy', '/no-such-page']) {
      const { html } = await visitor.get(path)
      expect(html).toContain('Dudley &amp; Sandwell &lt;Partnership&gt; <span class="gt-header__service">training</span>')
      expect(html).not.toMatch(/Walsall|<Partnership>/)
    }
    await own.stop()
  })

  it('is nowhere the government’s', async () => {
    const { html } = await on('a stranger', '/whats-on')
    expect(html).not.toMatch(/GOV\.UK|crown|govuk-header/i)
  })
})

describe('the page about privacy', () => {
  it('names every cookie that there is, and no other', async () => {
    const set = new Set<string>()
    const visitor = new Visitor(app.url)
    await visitor.signIn('dana@example.org')
    for (const name of ['gt_session', 'gt_visit', 'gt_form']) if (visitor.cookie(name)) set.add(name)
    for (const path of ['/', '/sign-in', '/register', '/whats-on', '/my-learning', '/my-details/about-me'])
      for (const line of (await visitor.get(path)).headers.getSetCookie()) set.add(line.split('=')[0]!)
    const { html } = await visitor.get('/privacy')
    expect([...new Set(html.match(/gt_[a-z]+/g))].sort()).toEqual([...set].sort())
  })
})
