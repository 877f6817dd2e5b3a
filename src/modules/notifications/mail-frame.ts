import type { Response } from 'express'
import { Download } from '../../web/reply.js'
import { mailHtml } from './mail-html.js'
import type { Mail } from './mail-text.js'

// Nothing is loaded, nothing runs, nothing is sent; a link that is pressed leads the whole window on.
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-top-navigation-by-user-activation',
].join('; ')

/** The HTML of a mail as an answer of its own, for a frame in a page of ours. */
export function framed(response: Response, html: string): Download {
  response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store' })
  // A sandboxed frame has no origin that could be kept by itself: browsers complain of being asked.
  response.removeHeader('Origin-Agent-Cluster')
  return new Download('text/html; charset=utf-8', html.replace('<head>', '<head><base target="_top">'))
}

/** A mail in both its forms, one below the other. */
export const bothForms = ({ subject, text, html }: Mail): string =>
  html.replace(
    '</body>',
    `<section style="max-width:600px;margin:40px auto 0"><h2 style="font-size:20px">The same as plain text</h2>${plain(`Subject: ${subject}\n\n${text}`)}</section>\n</body>`,
  )

/** What stands in the place of a preview that cannot be made. */
export const noPreview = (problems: { message: string }[]): string =>
  mailHtml({ subject: 'No preview yet', body: problems.map(({ message }) => `- ${message}`).join('\n'), footer: '', labels: new Set() })

const plain = (text: string) =>
  `<pre style="white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.5 monospace">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</pre>`
