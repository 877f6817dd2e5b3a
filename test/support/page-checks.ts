import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'

const AXE = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8')
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
// Beyond the standard, and ours: every page has one heading at its top and skips no level below it.
const HEADINGS = ['heading-order', 'empty-heading', 'landmark-one-main', 'landmark-unique']
const WORLD = 'checks'
const NARROW = { width: 320, height: 900 }

/** What is folded away is looked at too. */
const UNFOLD = `globalThis.unfolded = [...document.querySelectorAll('details:not([open])')]; unfolded.forEach(d => d.open = true)`
const FOLD = `unfolded.forEach(d => d.open = false)`

const RUN_AXE = `axe.run(document, {
  runOnly: { type: 'tag', values: ${JSON.stringify(STANDARD)} },
  rules: ${JSON.stringify(Object.fromEntries(HEADINGS.map(rule => [rule, { enabled: true }])))},
  resultTypes: ['violations'],
}).then(({ violations }) => violations.map(({ id, nodes }) =>
  id + ': ' + nodes.slice(0, 3).map(node => node.html.slice(0, 200) + ' (' + node.failureSummary.replace(/\\s+/g, ' ') + ')').join('; ')))`

const FACTS = `({
  title: document.title,
  headings: [...document.querySelectorAll('h1')].map(h => h.textContent.trim()),
  language: document.documentElement.lang,
})`

/** Too wide things, the outermost first; what may be scrolled by itself (a wide table) is left aside. */
const TOO_WIDE = `document.documentElement.scrollWidth <= ${NARROW.width} ? [] : [
  'scrolls sideways at ${NARROW.width} px: ' + document.documentElement.scrollWidth + ' px, ' + [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > ${NARROW.width} + 1 && !e.closest('.gt-scroll')).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('; '),
]`

interface Facts {
  title: string
  headings: string[]
  language: string
}

/**
 * What is wrong with the page as it stands: against WCAG 2.2 AA as far as a machine can tell, at 320 px, in its title and its heading.
 * It is looked at from a world of its own, so that the page's content policy stays as it is.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const ask = await isolatedWorld(page)
  await ask(UNFOLD)
  const { title, headings, language } = await ask<Facts>(FACTS)
  const faults = await ask<string[]>(RUN_AXE)
  if (!namesPage(title, headings[0] ?? '') && !page.url().endsWith('/')) faults.push(`the title names no page: "${title}"`)
  if (headings.length !== 1 || !headings[0]) faults.push(`it has not one h1 but: ${JSON.stringify(headings)}`)
  if (language !== 'en-GB') faults.push(`its language is "${language}"`)
  const size = page.viewportSize()!
  await page.setViewportSize(NARROW)
  faults.push(...(await ask<string[]>(TOO_WIDE)))
  await page.setViewportSize(size)
  await ask(FOLD)
  return faults
}

/** "The page – the service", in words that stand in the page's heading too. The home page's heading is the service's promise instead. */
function namesPage(title: string, heading: string): boolean {
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []
  const [, own = ''] = /^(.+) – .+ training$/.exec(title) ?? []
  return wordsOf(own).some(word => wordsOf(heading).includes(word))
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** Has every document of the page bring the checks with it, so that they are sent to the browser once only. */
export function prepare(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? begin(page)
  sessions.set(page, session)
  return session
}

async function begin(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.enable')
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: AXE, worldName: WORLD })
  return session
}

async function isolatedWorld(page: Page) {
  const session = await prepare(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const world = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: WORLD })
  return async <Answer>(expression: string): Promise<Answer> => {
    const options = { contextId: world.executionContextId, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, ...options })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value as Answer
  }
}
