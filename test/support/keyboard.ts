import { setTimeout as pause } from 'node:timers/promises'
import type { CheckedPage } from './checked-page.js'

const MOST_TABS = 60

// A box that is drawn for the eye instead of the field itself stands in its label.
const LOOKS = `element => [element, element.labels?.[0]].filter(Boolean).flatMap(one => [null, '::before'].map(part => {
  const { outline, boxShadow, backgroundColor, border } = getComputedStyle(one, part)
  return [outline, boxShadow, backgroundColor, border].join(' ')
})).join('; ')`

/** What has the focus, nothing between the last and the first: its name, whether the focus can be seen, and whether any of it lies in sight with nothing over it. */
const FOCUSED = `(() => {
  const looks = ${LOOKS}
  const element = document.activeElement
  if (element === document.body) return null
  const focused = looks(element)
  element.blur()
  const unfocused = looks(element)
  element.focus({ preventScroll: true })
  const { left, top, width, height } = element.getClientRects()[0] ?? { left: -1, top: -1, width: 0, height: 0 }
  const inSight = share => {
    const above = document.elementFromPoint(left + width * share, top + height * share)
    return above !== null && (element.contains(above) || [...(element.labels ?? [])].includes(above))
  }
  return {
    name: (element.labels?.[0]?.innerText ?? element.innerText ?? '').replace(/\\s+/g, ' ').trim(),
    marked: focused !== unfocused,
    inSight: [0.1, 0.5, 0.9].some(inSight),
  }
})()`

interface Focused {
  name: string
  marked: boolean
  inSight: boolean
}

/** Somebody who uses no mouse: Tab, Enter, Space and letters. Wherever they come to, they must see where they are. */
export class Keyboard {
  constructor(readonly window: CheckedPage) {}

  /** Goes on with Tab until it has come to what begins with these words. */
  async tabTo(words: string): Promise<void> {
    const met: string[] = []
    while (met.length < MOST_TABS) {
      await this.press('Tab')
      const focused = await this.focused()
      met.push(focused?.name ?? '(round the page)')
      if (!focused) continue
      const { name, marked, inSight } = focused
      if (!marked) throw new Error(`${this.window.path()}: it cannot be seen that "${name}" has the focus`)
      if (!inSight) throw new Error(`${this.window.path()}: "${name}" has the focus and is out of sight`)
      if (name.startsWith(words)) return
    }
    throw new Error(`${this.window.path()}: no way by Tab to "${words}", only to ${met.join(', ')}`)
  }

  /** The page follows the focus, and may need a moment for it. */
  private async focused(): Promise<Focused | null> {
    for (let looks = 1; ; looks++) {
      const focused = await this.window.page.evaluate<Focused | null>(FOCUSED)
      if (!focused || focused.inSight || looks === 20) return focused
      await pause(25)
    }
  }

  press = (key: string): Promise<void> => this.window.page.keyboard.press(key)
  type = (text: string): Promise<void> => this.window.page.keyboard.type(text)

  /** Presses the key that leads to another page from where the focus is. */
  go = (key: 'Enter' | 'Space'): Promise<void> => this.window.load(() => this.press(key))
}
