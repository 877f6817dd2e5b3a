// Keeps the answers of a page while somebody writes, so that a closed window or a flat battery loses nothing. Without it each part is kept
// when one continues.

const form = document.querySelector('[data-gt-answers]')
const said = form.querySelector('[data-gt-saved]')
const WAIT = 1200
let timer
let leaving = false

async function save() {
  const body = new URLSearchParams(new FormData(form))
  body.set('wants', 'save')
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
    const { saved } = answer.ok ? await answer.json() : { saved: false }
    said.textContent = saved ? 'Saved' : 'Not saved yet. It is saved when you continue.'
  } catch {
    said.textContent = 'No connection: it is saved when you continue.'
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(() => leaving || save(), WAIT)
})

// What is on its way with the page must not be overtaken by what was there before.
form.addEventListener('submit', () => {
  leaving = true
  clearTimeout(timer)
})
window.addEventListener('pageshow', () => (leaving = false))
