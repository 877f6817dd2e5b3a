// The application's side of a course that is a package. What the package stores comes from the frame, is written to this browser first,
// then sent, and forgotten only when the server has it; each message is whole and numbered, so sending again, or late, does no harm.

const PREFIX = 'goldthread-course:'
const FIRST_PAUSE_MS = 2000
const LONGEST_PAUSE_MS = 30000
// Browsers let a page that is being left send so much and no more.
const LEAVING_BYTES = 60000

const memory = new Map()

/** What waits to be sent, by launch; in memory where the browser lets nothing be kept. */
const kept = {
  put(id, progress) {
    memory.set(id, progress)
    try {
      localStorage.setItem(PREFIX + id, JSON.stringify(progress))
    } catch {
      // In memory only: the page must stay open.
    }
  },
  get(id) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + id) ?? 'null') ?? memory.get(id) ?? null
    } catch {
      return memory.get(id) ?? null
    }
  },
  forget(id, sequence) {
    if ((kept.get(id)?.sequence ?? 0) > sequence) return
    memory.delete(id)
    try {
      localStorage.removeItem(PREFIX + id)
    } catch {
      // Nothing was kept there.
    }
  },
  ids() {
    try {
      return Object.keys(localStorage).flatMap(key => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []))
    } catch {
      return []
    }
  },
}

/** Sends what waits for one launch. Answers 'sent', 'refused' (it will never be taken, and is dropped), or 'later'. */
async function send(id) {
  const progress = kept.get(id)
  if (!progress) return { word: 'sent' }
  const body = JSON.stringify(progress)
  const headers = { 'content-type': 'application/json' }
  try {
    const response = await fetch('/api/v1/elearning/progress', { method: 'POST', headers, body, keepalive: body.length < LEAVING_BYTES })
    if (response.status >= 500 || response.status === 429) return { word: 'later' }
    const answer = await response.json()
    kept.forget(id, progress.sequence)
    return response.ok ? { word: 'sent', answer, ended: progress.ended } : { word: 'refused', detail: answer.detail }
  } catch {
    return { word: 'later' }
  }
}

class Player {
  pause = FIRST_PAUSE_MS
  sending = false
  timer
  left = null

  constructor(frame, state) {
    this.frame = frame
    this.state = state
    this.origin = frame.dataset.origin
    this.launch = JSON.parse(frame.dataset.launch)
  }

  start() {
    window.addEventListener('message', event => this.hear(event))
    window.addEventListener('online', () => void this.flush())
    window.addEventListener('pagehide', () => void send(this.launch.id))
    for (const moved of ['blur', 'focus']) window.addEventListener(moved, () => this.mark())
    for (const link of document.querySelectorAll('[data-gt-leave]')) link.addEventListener('click', event => this.leave(event, link.href))
  }

  /** Shows that the focus is in the frame: within another origin's pages no style of ours sees it. */
  mark() {
    this.frame.classList.toggle('gt-player--focused', document.activeElement === this.frame)
  }

  /** The frame says that it is there until it is told what to open, and opens it once. */
  open() {
    this.frame.contentWindow.postMessage({ type: 'launch', launch: this.launch }, this.origin)
  }

  hear({ data, origin, source }) {
    if (origin !== this.origin || source !== this.frame.contentWindow) return
    if (data?.type === 'ready') this.open()
    if (data?.type === 'left') this.left?.()
    if (data?.type !== 'progress' || data.progress?.launch !== this.launch.token) return
    kept.put(this.launch.id, data.progress)
    void this.flush()
  }

  async flush() {
    if (this.sending) return
    this.sending = true
    window.clearTimeout(this.timer)
    const result = await send(this.launch.id)
    this.sending = false
    if (result.word === 'later') return this.later()
    this.pause = FIRST_PAUSE_MS
    if (result.word === 'refused') return this.say(result.detail)
    if (result.answer) this.say(wordsOf(result))
    if (kept.get(this.launch.id)) void this.flush()
  }

  later() {
    this.say('The line is down. What you do is kept on this device and sent as soon as it is back.')
    this.timer = setTimeout(() => void this.flush(), this.pause)
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS)
  }

  say(text) {
    if (this.state.textContent !== text) this.state.textContent = text
  }

  /** First the course says goodbye, then what it said is sent, then we go; a course that does not answer is not waited for. */
  async leave(event, href) {
    event.preventDefault()
    const patience = new Promise(resolve => setTimeout(resolve, 3000))
    const left = new Promise(resolve => (this.left = resolve))
    this.frame.contentWindow.postMessage({ type: 'leave' }, this.origin)
    await Promise.race([left, patience])
    await Promise.race([this.settled(), patience])
    window.location.assign(href)
  }

  async settled() {
    while (kept.get(this.launch.id)) {
      await this.flush()
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

const wordsOf = ({ answer, ended }) => {
  if (answer.overtaken) return 'You have opened this in another window since. Go on there: that is where you will find yourself next time.'
  if (answer.done) return 'You have completed this. It is saved; you can leave whenever you like.'
  return ended ? 'Saved. You can leave now.' : 'Saved.'
}

/** What another visit could not send is sent first, so that this one begins with it. */
async function begin() {
  const frame = document.querySelector('[data-gt-player]')
  const waiting = kept.ids()
  const results = await Promise.all(waiting.map(id => send(id)))
  // This page was made before they arrived.
  if (results.some(({ word }) => word === 'sent')) return window.location.reload()
  if (frame) new Player(frame, document.querySelector('[data-gt-player-state]')).start()
}

void begin()
