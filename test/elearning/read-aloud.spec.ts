import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { CDPSession } from 'playwright-core'
import { someElearning } from '../journeys/some-elearning.js'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import type { CheckedPage } from '../support/checked-page.js'
import { aDelegate } from '../support/people.js'

interface Node {
  nodeId: string
  ignored: boolean
  role?: { value: string }
  name?: { value: string }
  childIds?: string[]
  backendDOMNodeId?: number
}
/** One thing that is read aloud, and where it stands on the page. */
interface Read {
  role: string
  text: string
  top: number
  left: number
  bottom: number
}

let app: TestApp
let window: CheckedPage
let tree: CDPSession
let scene: Record<string, string>

beforeAll(async () => {
  app = await startApp()
  const dana = await aDelegate(app.database)
  scene = await someElearning(app, dana)
  window = await openPage(app)
  tree = await window.page.context().newCDPSession(window.page)
  await window.signIn('dana@example.org')
})
afterAll(async () => {
  await closeBrowser()
  await app.stop()
})

/** Walks the tree that screen readers are given, in their order: every text, button and choice that can also be seen. */
async function readAloud(): Promise<Read[]> {
  const { nodes } = (await tree.send('Accessibility.getFullAXTree')) as { nodes: Node[] }
  const byId = new Map(nodes.map(node => [node.nodeId, node]))
  const read: Read[] = []
  const walk = async (node: Node): Promise<void> => {
    const role = node.role?.value ?? ''
    if (!node.ignored && ['StaticText', 'radio', 'checkbox'].includes(role)) {
      const place = await placeOf(node.backendDOMNodeId!)
      if (place) read.push({ role, text: (node.name?.value ?? '').trim(), ...place })
    }
    for (const child of node.childIds ?? []) await walk(byId.get(child)!)
  }
  await walk(nodes[0]!)
  return read
}

/** Null for what is there for the ear alone, or folded away. */
async function placeOf(backendNodeId: number) {
  const { quads } = await tree.send('DOM.getContentQuads', { backendNodeId }).catch(() => ({ quads: [] as number[][] }))
  const [quad] = quads
  if (!quad) return null
  const [left, top, right, , , bottom] = quad as [number, number, number, number, number, number]
  return right - left > 2 && bottom - top > 2 && top >= 0 && left >= 0 ? { left, top, bottom } : null
}

/** Pairs that are read in another order than they stand: further down first, or further right first on one line. */
function outOfOrder(read: readonly Read[]): string[] {
  return read.slice(1).flatMap((next, i) => {
    const last = read[i]!
    const above = next.bottom <= last.top + 2
    const before = next.top < last.bottom && last.top < next.bottom && next.left < last.left - 2 && next.top <= last.top + 2
    return above || before ? [`"${last.text}" is read before "${next.text}"`] : []
  })
}

async function shown(path: string): Promise<Read[]> {
  await window.go(path)
  await tree.send('DOM.getDocument', { depth: 0 })
  return readAloud()
}
const wordsOf = (read: readonly Read[]) => read.filter(({ role }) => role === 'StaticText').map(({ text }) => text)

it('finds fault with a page that is shown in another order than it is read', async () => {
  await window.go(`/learning/${scene.reading}/pages/1`)
  expect(outOfOrder(await readAloud())).toEqual([])
  // The heading is read last of its column, and still shown at its top.
  await window.page.evaluate(`(() => { const heading = document.querySelector('h1')
    heading.parentElement.append(heading)
    Object.assign(heading.style, { position: 'absolute', top: '200px' }) })()`)
  expect(outOfOrder(await readAloud())).not.toEqual([])
})

it('a page of a module with its question is read in the order in which it is shown', async () => {
  const read = await shown(`/learning/${scene.reading}/pages/2`)
  expect(outOfOrder(read)).toEqual([])
  const words = wordsOf(read)
  const order = [
    'Page title 2',
    'Page 2 of 6',
    'Words of page 2.',
    'Before you go on',
    'What of between?',
    'Check my answer',
    'Back to page 1: Page title 1',
  ]
  const places = order.map(one => words.findIndex(word => word.startsWith(one)))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places.every(place => place >= 0)).toBe(true)
  const choices = read.filter(({ role }) => role === 'radio').map(({ text }) => text)
  expect(choices).toEqual(['between answer A', 'between answer B', 'between answer C'])
  const at = (text: string) => read.findIndex(one => one.text.startsWith(text))
  expect([at('What of between?'), at('between answer A'), at('Check my answer')]).toEqual(
    [at('What of between?'), at('between answer A'), at('Check my answer')].sort((a, b) => a - b),
  )
})

it('a video is told with its transcript in its place', async () => {
  const read = await shown(`/learning/${scene.reading}/pages/1`)
  const words = wordsOf(read)
  expect(outOfOrder(read)).toEqual([])
  const places = ['A short film', 'Watch the video on another site', 'Read its transcript instead', 'Next page'].map(one =>
    words.indexOf(one),
  )
  expect(places.every((place, i) => place > (places[i - 1] ?? -1))).toBe(true)
})

it('a question of the quiz, and what came of an answer, are read in the order in which they are shown', async () => {
  const read = await shown(`/learning/${scene.quizzing}/quiz/2`)
  expect(outOfOrder(read)).toEqual([])
  const words = wordsOf(read)
  const question = words.findIndex(word => word.startsWith('What of q'))
  expect(words.indexOf('Answer')).toBeGreaterThan(question)
  expect(question).toBeGreaterThan(words.findIndex(word => word.startsWith('Question 2 of 4')))
  const answered = await shown(`/learning/${scene.quizzing}/quiz/1`)
  expect(outOfOrder(answered)).toEqual([])
  const said = wordsOf(answered).join(' ')
  expect(said).toMatch(/What of q\d\?.*(That is right|Not quite|Partly right)\..*The reason of q\d/)
})
