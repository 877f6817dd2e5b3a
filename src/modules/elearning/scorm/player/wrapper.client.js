// The page around a package, on the content's own origin. It holds the API where packages look for it, in a window above theirs, and hands
// on what they store to the page of the application above it. It believes no message but that page's, and sends to no other.

const { applications, files, standard } = document.documentElement.dataset
const old = standard === '1.2'
const [SET, COMMIT, FINISH] = old ? ['LMSSetValue', 'LMSCommit', 'LMSFinish'] : ['SetValue', 'Commit', 'Terminate']
const PAUSE_MS = 500

let application = null
let launch = null
let api = null
let frame = null
let sequence = 0
let ended = false
let finished = false
let leaving = false
let waiting
let beganAt = 0

/** { core: { exit: '' } } as { 'cmi.core.exit': '' }. */
function flat(value, name, into) {
  if (value === null || value === undefined || typeof value === 'function') return into
  if (typeof value !== 'object') into[name] = String(value)
  else for (const [key, inner] of Object.entries(value)) flat(inner, name ? `${name}.${key}` : key, into)
  return into
}

function report() {
  window.clearTimeout(waiting)
  // By the time as well as by counting: the same window opened twice still tells older from newer.
  sequence = Math.max(sequence + 1, Date.now())
  const seconds = Math.round((Date.now() - beganAt) / 1000)
  const progress = { launch: launch.token, sequence, ended, finished, seconds, cmi: flat(api.renderCommitCMI(true, false), '', {}) }
  if (leaving) {
    // The page above is on its way out too and hears nothing more: this is sent from here.
    const body = new URLSearchParams({ progress: JSON.stringify(progress) })
    if (navigator.sendBeacon(`${application}/api/v1/elearning/progress`, body)) return
  }
  window.parent.postMessage({ type: 'progress', progress }, application)
}

function soon() {
  window.clearTimeout(waiting)
  waiting = setTimeout(report, PAUSE_MS)
}

function start(asked, origin) {
  application = origin
  launch = asked
  sequence = asked.sequence
  beganAt = Date.now()
  const Api = old ? window.Scorm12API : window.Scorm2004API
  api = new Api({ autocommit: false, lmsCommitUrl: false, mastery_override: true, logLevel: 5 })
  api.loadFromFlattenedJSON(asked.cmi, '')
  window[old ? 'API' : 'API_1484_11'] = api
  api.on(`${SET}.cmi.*`, soon)
  api.on(COMMIT, report)
  api.on(FINISH, () => {
    ended = true
    finished = true
    report()
  })
  frame = document.createElement('iframe')
  frame.title = asked.title
  frame.allow = 'autoplay; fullscreen'
  frame.src = files + asked.href
  document.body.append(frame)
}

/** Lets the package say goodbye while there is still somebody to hear it. */
function leave() {
  if (!frame) return window.parent.postMessage({ type: 'left' }, application)
  const gone = () => {
    ended = true
    report()
    window.parent.postMessage({ type: 'left' }, application)
  }
  frame.addEventListener('load', gone, { once: true })
  frame.src = 'about:blank'
  frame = null
}

window.addEventListener('message', ({ data, origin, source }) => {
  if (source !== window.parent || !applications.split(' ').includes(origin)) return
  if (data?.type === 'launch' && !launch) start(data.launch, origin)
  if (data?.type === 'leave' && launch) leave()
})

window.addEventListener('pagehide', () => {
  if (!launch || !frame) return
  leaving = true
  ended = true
  report()
})

// Carries nothing: whoever hears it learns that there is a page here. Said again until somebody has heard it.
function ready() {
  if (launch) return
  window.parent.postMessage({ type: 'ready' }, '*')
  setTimeout(ready, PAUSE_MS)
}
ready()
