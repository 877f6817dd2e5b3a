// Keeps every tap of the register on a bad line. A tap is written to this phone first, sent at once, and only forgotten when the server
// has acknowledged it; the last tap on a button group wins by the time of the tap, so sending again, or late, does no harm.

const PREFIX = 'goldthread-register'
const MARK = 'mark-'
const PATIENCE_MS = 15000
const FIRST_PAUSE_MS = 2000
const LONGEST_PAUSE_MS = 30000

/** The taps that wait, by "booking session", kept where a reload finds them; in memory where the browser lets nothing be kept. */
function tapStore(key) {
  let memory = {}
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? '{}')
    } catch {
      return memory
    }
  }
  const write = taps => {
    memory = taps
    try {
      if (Object.keys(taps).length > 0) localStorage.setItem(key, JSON.stringify(taps))
      else localStorage.removeItem(key)
    } catch {
      // Kept in memory: the page must stay open.
    }
  }
  return {
    all: () => Object.values(read()),
    put: tap => write({ ...read(), [nameOf(tap)]: tap }),
    /** Forgets what was acknowledged, but not a newer tap made meanwhile on the same button group. */
    forget: taps => {
      const sent = new Map(taps.map(tap => [nameOf(tap), tap.at]))
      write(Object.fromEntries(Object.entries(read()).filter(([name, tap]) => sent.get(name) !== tap.at)))
    },
  }
}

const nameOf = tap => `${tap.bookingId} ${tap.session}`
const count = n => (n === 1 ? '1 tap' : `${n} taps`)

class Register {
  stuck = { kind: '', text: '' }
  sending = false
  pause = FIRST_PAUSE_MS
  timer
  loadedAt = Date.now()

  constructor(root) {
    this.root = root
    this.facts = root.dataset
    this.store = tapStore(`${PREFIX}:${this.facts.person}:${this.facts.occurrence}`)
    this.form = root.querySelector('[data-gt-marks]')
    this.line = root.querySelector('[data-gt-state]')
  }

  start() {
    this.listen()
    for (const button of this.root.querySelectorAll('[data-gt-without-script]')) button.hidden = true
    const waiting = this.store.all()
    for (const tap of waiting) this.show(tap)
    if (this.facts.closed && waiting.length > 0)
      this.stickAt('closed', `This register is closed. ${count(waiting.length)} kept on this phone.`)
    this.root.querySelector('[data-gt-bar]').hidden = Boolean(this.facts.closed) && waiting.length === 0
    void this.send()
  }

  listen() {
    this.form?.addEventListener('change', event => this.tapped(event.target))
    this.form?.addEventListener('submit', event => {
      event.preventDefault()
      void this.send()
    })
    this.root.querySelector('[data-gt-fill]')?.addEventListener('submit', event => {
      event.preventDefault()
      this.fill()
    })
    this.root.querySelector('[data-gt-discard]')?.addEventListener('click', () => this.discard())
    this.root.querySelector('[data-gt-close]')?.addEventListener('click', event => this.closing(event))
    window.addEventListener('online', () => this.send())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.send())
  }

  tapped(input) {
    if (!input.name.startsWith(MARK)) return
    this.keep(input, false)
    this.pause = FIRST_PAUSE_MS
    void this.send()
  }

  /** Everybody not yet marked: present. Such a mark gives way to any mark made by hand, on whichever phone. */
  fill() {
    for (const group of this.form.querySelectorAll('fieldset')) {
      if (group.querySelector('input:checked')) continue
      const input = group.querySelector('input[value="present"]')
      input.checked = true
      this.keep(input, true)
    }
    void this.send()
  }

  /** Dated by the server's clock, as the page brought it: a phone whose clock is wrong would beat the other trainer's later marks. */
  keep(input, fill) {
    const at = new Date(Number(this.facts.now) + Date.now() - this.loadedAt).toISOString()
    this.store.put({ bookingId: input.name.slice(MARK.length), session: Number(this.facts.session), mark: input.value, at, fill })
  }

  /** Closing would leave out what the server does not know yet. */
  closing(event) {
    const waiting = this.store.all().length
    if (waiting === 0) return
    event.preventDefault()
    this.stickAt('', `${count(waiting)} waiting to be sent. Close the register once every mark is saved.`)
    void this.send()
  }

  discard() {
    this.store.forget(this.store.all())
    this.stickAt('', 'Thrown away. Nothing waits on this phone.')
    this.say()
  }

  async send() {
    const taps = this.store.all()
    if (this.sending || taps.length === 0 || this.stuck.kind === 'closed') return this.say()
    this.sending = true
    this.say()
    const answer = await this.post(taps)
    this.sending = false
    if (!answer) this.later()
    else if (answer.signedOut) this.signedOut(taps)
    else if (answer.refused) this.stickAt('closed', `${answer.refused.sentence} ${count(taps.length)} kept on this phone.`)
    else this.acknowledged(answer, taps)
    this.say()
  }

  /** The server's answer; null when none could be had and another try may help. */
  async post(taps) {
    const patience = new window.AbortController()
    const stop = setTimeout(() => patience.abort(), PATIENCE_MS)
    try {
      const response = await fetch(`/occurrences/${this.facts.occurrence}/register/marks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': this.facts.token },
        body: JSON.stringify({ taps }),
        redirect: 'manual',
        signal: patience.signal,
      })
      if (response.type === 'opaqueredirect' || response.status === 403) return { signedOut: true }
      return response.ok ? await response.json() : null
    } catch {
      return null
    } finally {
      window.clearTimeout(stop)
    }
  }

  later() {
    window.clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), this.pause)
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS)
  }

  signedOut(taps) {
    this.stickAt('signed-out', `${count(taps.length)} kept on this phone. Load this page again and sign in to send them.`)
    this.later()
  }

  acknowledged(answer, taps) {
    this.stickAt('', '')
    this.pause = FIRST_PAUSE_MS
    this.store.forget(taps)
    const waiting = this.store.all()
    const newer = new Set(waiting.map(nameOf))
    // The other phone's marks appear here too; what waits on this one is newer than what the server knows.
    for (const mark of answer.marks) if (!newer.has(nameOf(mark))) this.show(mark)
    const lost = answer.outcomes.filter(outcome => outcome === 'not-on-register').length
    if (lost > 0) this.stickAt('lost', `${count(lost)} for somebody no longer on this register. Load this page again.`)
    if (waiting.length > 0) setTimeout(() => this.send(), 0)
  }

  stickAt(kind, text) {
    this.stuck = { kind, text }
  }

  show({ bookingId, session, mark }) {
    if (String(session) !== this.facts.session) return
    const input = this.form?.querySelector(`input[name="${MARK}${bookingId}"][value="${mark}"]`)
    if (input) input.checked = true
  }

  say() {
    const waiting = this.store.all().length
    const text = this.stuck.text || (waiting === 0 ? 'Every mark is saved' : `${count(waiting)} waiting to be sent`)
    // Only a change is worth reading out.
    if (this.line.textContent !== text) this.line.textContent = text
    this.line.dataset.state = this.stuck.text ? 'stuck' : waiting === 0 ? 'saved' : 'waiting'
    const discard = this.root.querySelector('[data-gt-discard]')
    if (discard) discard.hidden = this.stuck.kind !== 'closed' || waiting === 0
    this.countMarked()
  }

  countMarked() {
    const progress = this.root.querySelector('[data-gt-progress]')
    if (!progress || !this.form) return
    const groups = [...this.form.querySelectorAll('fieldset')]
    const marked = groups.filter(group => group.querySelector('input:checked')).length
    progress.textContent = `${marked} of ${groups.length} marked`
  }
}

/** On the list of registers: which of them have taps waiting on this phone. */
function tellWaiting(element) {
  const waiting = tapStore(`${PREFIX}:${element.dataset.person}:${element.dataset.gtWaiting}`).all().length
  element.hidden = waiting === 0
  element.textContent = `${count(waiting)} on this phone not sent yet: open the register to send.`
}

for (const root of document.querySelectorAll('[data-gt-register]')) new Register(root).start()
for (const element of document.querySelectorAll('[data-gt-waiting]')) tellWaiting(element)
