// Printing from a button needs script; the browser's own menu prints the same without.
for (const button of document.querySelectorAll('[data-gt-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
