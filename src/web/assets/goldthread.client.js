// Small helps for browsers with script; every page works without them.

// A form's errors are read out first.
document.querySelector('[data-gt-focus]')?.focus()

// A second tap on a slow line sends nothing twice: the server knows the form's key, and the button says that it is under way.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', event => {
    // What goes into a frame does not leave the page.
    if (event.submitter?.formTarget) return
    const button = form.querySelector('[data-gt-once]')
    if (!button) return
    setTimeout(() => button.setAttribute('disabled', ''), 0)
    // Coming back with the browser's back button must not find a dead button.
    window.addEventListener('pageshow', () => button.removeAttribute('disabled'), { once: true })
  })
}
