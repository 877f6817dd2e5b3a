// What is being done is looked at again every two seconds; when it has come to its end the whole page is. Without script there is a link.
const EVERY_MS = 2000

async function look() {
  const shown = document.querySelector('[data-gt-live]')
  const answer = await fetch(window.location.href, { headers: { accept: 'text/html' } }).catch(() => null)
  const text = answer?.ok ? await answer.text() : ''
  const now = new window.DOMParser().parseFromString(text, 'text/html').querySelector('[data-gt-live]')
  if (now?.dataset.gtLive === 'off') return window.location.reload()
  // Read aloud only when something has changed.
  if (now && now.textContent !== shown.textContent) shown.replaceChildren(...now.childNodes)
  setTimeout(look, EVERY_MS)
}

if (document.querySelector('[data-gt-live="on"]')) setTimeout(look, EVERY_MS)
