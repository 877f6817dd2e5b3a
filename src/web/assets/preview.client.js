// The preview follows what is typed; without script its button does the same.
const button = document.querySelector('[data-gt-preview]')

function renew() {
  // A frame that is new keeps nothing of what it showed before, so that the browser's back button still leads out of the page.
  const old = document.querySelector(`iframe[name="${button.formTarget}"]`)
  const fresh = old.cloneNode()
  fresh.removeAttribute('src')
  old.replaceWith(fresh)
  button.form.requestSubmit(button)
}

let soon
button?.form.addEventListener('input', () => {
  clearTimeout(soon)
  soon = setTimeout(renew, 800)
})

// What comes back refused or overtaken is not what is saved.
if (button && document.querySelector('.govuk-error-summary')) renew()
