import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import type { CheckedPage } from '../support/checked-page.js'
import { Keyboard } from '../support/keyboard.js'

let app: TestApp
let window: CheckedPage

beforeAll(async () => {
  app = await startApp()
  window = await openPage(app)
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})
beforeEach(() => window.go('/terms'))

const spoil = (script: string) => window.page.evaluate(script)

describe('no page met escapes its checks:', () => {
  it.each([
    ['a field without a name', `document.querySelector('main').append(document.createElement('input'))`, 'label: <input>'],
    ['text too pale to read', `document.querySelector('h1').style.color = '#eee'`, 'color-contrast: <h1'],
    [
      'links too small to hit',
      `document.querySelector('h1').innerHTML = '<a href="/a">One</a><br><a href="/b">Two</a>'; document.querySelector('h1').style.font = '12px/12px serif'`,
      'target-size: <a href="/a">',
    ],
    [
      'what is folded away',
      `document.querySelector('main').insertAdjacentHTML('beforeend', '<details><summary>More</summary><img src="/favicon.ico"></details>')`,
      'image-alt',
    ],
    ['a heading too deep', `document.querySelector('h2').outerHTML = '<h4>Deep</h4>'`, 'heading-order: <h4>'],
    ['a second main heading', `document.querySelector('h2').outerHTML = '<h1>Another</h1>'`, 'not one h1 but: ["Terms","Another"]'],
    ['a title that names no page', `document.title = 'Walsall Safeguarding Partnership training'`, 'the title names no page'],
    ['a title of another page', `document.title = document.title.replace('Terms', 'Privacy')`, 'the title names no page: "Privacy – '],
    [
      'what is too wide for a phone',
      `document.querySelector('h1').style.width = '330px'`,
      'scrolls sideways at 320 px: 345 px, <h1 class="govuk-heading-l"',
    ],
    ['a word on the console', `console.error('something failed')`, 'on its console: something failed'],
    ['a script that fails', `setTimeout(() => { throw new Error('no such thing') })`, 'its script failed: no such thing'],
    [
      'a script in the page',
      `document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }))`,
      'Content Security Policy',
    ],
    ['a style in the page', `document.body.insertAdjacentHTML('beforeend', '<p style="margin: 0"></p>')`, 'Content Security Policy'],
    ['another site', `fetch('https://example.org/').catch(() => 0)`, "Connecting to 'https://example.org/' violates"],
  ])('%s', async (_, script, fault) => {
    await spoil(script)
    await expect(window.seen()).rejects.toThrow(fault)
  })

  it('another answer than expected', async () => {
    await expect(window.go('/no-such-page')).rejects.toThrow('/no-such-page at 1280 px:\n- answered 404, not 200')
    await window.go('/no-such-page', 404)
  })

  it('a page that was left before anybody looked', async () => {
    const hasty = await openPage(app)
    await hasty.page.goto('/terms')
    await expect(hasty.go('/privacy')).rejects.toThrow('met on the way and not checked: /terms')
    await hasty.page.goto('/terms')
    await expect(closeBrowser()).rejects.toThrow('Met, but not checked: /terms')
    window = await openPage(app)
  })

  it('a page without script', async () => {
    const plain = await openPage(app, { javaScript: false })
    await plain.go('/terms')
    await plain.page.route('**/privacy', route =>
      route.fulfill({ contentType: 'text/html', body: '<title>x</title><img src="/icon.svg">' }),
    )
    await expect(plain.go('/privacy')).rejects.toThrow('image-alt')
  })
})

describe('somebody who uses the keyboard alone', () => {
  const keyboard = () => new Keyboard(window)

  it('must see where they are', async () => {
    await spoil(`document.querySelector('.gt-header__name').style.cssText = 'all: initial; outline: none'`)
    await expect(keyboard().tabTo('Privacy')).rejects.toThrow(
      'it cannot be seen that "Walsall Safeguarding Partnership training" has the focus',
    )
  })

  it('must not lose sight of it', async () => {
    await spoil(
      `document.body.insertAdjacentHTML('beforeend', '<div id="over"></div>'); over.style.cssText = 'position: fixed; inset: 0; background: #fff'`,
    )
    await expect(keyboard().tabTo('Privacy')).rejects.toThrow('has the focus and is out of sight')
  })

  it('must come to everything', async () => {
    await expect(keyboard().tabTo('No such link')).rejects.toThrow('no way by Tab to "No such link", only to Skip to main content, Walsall')
  })
})
