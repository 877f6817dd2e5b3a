import { manifest12, manifest2004, type ManifestItem } from './manifests.js'
import { rawZip } from './raw-zip.js'

/**
 * What the tests' own packages are told by their address: `?silent` for one that never says when it is left, `?minimal` for one that says that
 * it is there and that it is at its end, and nothing between, `?mute` for one whose program does not run at all.
 */
const page = (old: boolean) => `<!doctype html>
<html lang="en-GB"><head><title>A course</title><link rel="stylesheet" href="css/style.css"></head><body>
<h1 id="where"></h1><p id="learner"></p><p id="kept"></p>
<button id="next">Next page</button> <input id="score" aria-label="Score"> <button id="finish">Finish with this score</button>
<button id="complete">Complete</button> <button id="commit">Commit</button> <button id="quit">Quit</button> <button id="ask">Ask</button>
<script src="js/course.js"></script>
<script>run(${JSON.stringify(old)})</script></body></html>`

// As authoring tools have written it for twenty years: look upward for the API, then in the window that opened this one.
const SCRIPT = `
function find(win, name) {
  for (var tries = 0; win && tries < 20; tries++) {
    if (win[name]) return win[name]
    if (win.parent === win) break
    win = win.parent
  }
  return null
}
function run(old) {
  var name = old ? 'API' : 'API_1484_11'
  var api = find(window, name) || (window.opener && find(window.opener, name))
  if (/mute/.test(location.search)) return (document.getElementById('where').textContent = 'Page 1')
  var call = function (verb, a, b) { return api[(old ? 'LMS' : '') + verb](a, b) }
  var at = function (path12, path2004) { return old ? path12 : path2004 }
  var LOCATION = at('cmi.core.lesson_location', 'cmi.location')
  var EXIT = at('cmi.core.exit', 'cmi.exit')
  window.get = function (path) { return call('GetValue', path) }
  window.set = function (path, value) { return call('SetValue', path, value) }
  window.lastError = function () { return call('GetLastError') }
  window.commit = function () { return call('Commit', '') }
  window.began = call('Initialize', '')
  if (/minimal/.test(location.search)) {
    document.getElementById('where').textContent = 'Page 1'
    return window.addEventListener('unload', function () { call(old ? 'Finish' : 'Terminate', '') })
  }
  var where = Number(get(LOCATION) || 1)
  var done = false
  function show() { document.getElementById('where').textContent = 'Page ' + where }
  function quit(exit) {
    if (done) return
    done = true
    set(EXIT, exit)
    set(at('cmi.core.session_time', 'cmi.session_time'), at('0000:00:07.00', 'PT7S'))
    call(old ? 'Finish' : 'Terminate', '')
  }
  document.getElementById('learner').textContent = get(at('cmi.core.student_name', 'cmi.learner_name'))
  document.getElementById('kept').textContent = get('cmi.suspend_data')
  document.getElementById('next').onclick = function () {
    where++
    set(LOCATION, String(where))
    set('cmi.suspend_data', 'seen:' + where)
    set(at('cmi.core.lesson_status', 'cmi.completion_status'), 'incomplete')
    commit()
    show()
  }
  document.getElementById('finish').onclick = function () {
    var score = document.getElementById('score').value
    set(at('cmi.core.score.raw', 'cmi.score.raw'), score)
    if (!old) set('cmi.score.scaled', String(score / 100))
    set(at('cmi.core.lesson_status', 'cmi.completion_status'), 'completed')
    set('cmi.interactions.0.id', 'q1')
    set('cmi.interactions.0.type', 'choice')
    set(at('cmi.interactions.0.student_response', 'cmi.interactions.0.learner_response'), 'a')
    set('cmi.interactions.0.result', at('wrong', 'incorrect'))
    quit(old ? '' : 'normal')
  }
  document.getElementById('complete').onclick = function () { set(at('cmi.core.lesson_status', 'cmi.completion_status'), 'completed'); commit() }
  document.getElementById('commit').onclick = commit
  document.getElementById('quit').onclick = function () { quit('suspend') }
  document.getElementById('ask').onclick = function () { document.getElementById('kept').textContent = String(confirm('Really?')) }
  if (!/silent/.test(location.search)) window.addEventListener('unload', function () { quit('suspend') })
  show()
}`

interface CourseOptions {
  old: boolean
  items?: Partial<ManifestItem>[]
  title?: string
  sequencing?: string
}

/** A package that really runs: pages to turn, a score to finish with, and everything stored through the run-time. */
export function aCoursePackage({ old, items = [{}], title = 'Fire safety', sequencing }: CourseOptions): Buffer {
  const listed = items.map((item, i) => ({ title: `Part ${i + 1}`, href: 'content/index.html', ...item }))
  return rawZip([
    { name: 'imsmanifest.xml', data: old ? manifest12(listed, title) : manifest2004(listed, { title, sequencing }) },
    { name: 'content/index.html', data: page(old) },
    { name: 'content/js/course.js', data: SCRIPT },
    { name: 'content/css/style.css', data: 'body { font-family: sans-serif }' },
  ])
}
