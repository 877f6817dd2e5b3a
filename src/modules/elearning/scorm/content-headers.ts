/**
 * What packages may do. They are other people's programs: they run as they were written (scripts within pages, even made ones), but
 * load from and send to their own origin alone, and are shown in the player's frame only.
 */
export const contentPolicy = (applications: readonly string[]): string =>
  [
    "default-src 'self' data: blob:",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
    "style-src 'self' 'unsafe-inline' data:",
    "form-action 'self'",
    "base-uri 'self'",
    `frame-ancestors 'self' ${applications.join(' ')}`,
  ].join('; ')

/** The page around a package: our script, its frame, and the application to which the last word goes when the window is closed. */
export const playerPolicy = (applications: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-src 'self'",
    `connect-src ${applications.join(' ')}`,
    "base-uri 'none'",
    `frame-ancestors ${applications.join(' ')}`,
  ].join('; ')

/** On every answer of the content's origin. It sets no cookies and reads none. */
export const COMMON_HEADERS: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex',
}
