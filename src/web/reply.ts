import type { Readable } from 'node:stream'

/** A page to be rendered: the template's path from src/, its facts, and the status (422 when a form comes back with errors). */
export class View {
  constructor(
    readonly template: string,
    readonly data: object = {},
    readonly status = 200,
  ) {}
}

/** On to another page, after a change. `notice` is one sentence that the next page shows once, at its top. */
export class Redirect {
  constructor(
    readonly url: string,
    readonly notice?: string,
  ) {}
}

/** Anything that is not a page: a feed, a calendar, a file. */
export class Download {
  constructor(
    readonly type: string,
    readonly body: string | Buffer,
    readonly filename?: string,
  ) {}
}

/** A download of any length, sent as it is read. */
export class StreamedDownload {
  constructor(
    readonly type: string,
    readonly content: Readable,
    readonly filename: string,
  ) {}
}

/**
 * A file that somebody uploaded, sent as it is read. It is other people's work: a browser saves it, or shows it as a picture, and never
 * takes it for a page of ours.
 */
export class UploadedContent {
  constructor(
    readonly file: { name: string; type: string; bytes: number; content: Readable },
    /** `download`: always saved. `picture`: stands on a page; the browser may keep it for a day. */
    readonly use: 'download' | 'picture',
  ) {}
}

export const view = (template: string, data: object = {}, status = 200) => new View(template, data, status)
export const redirect = (url: string, notice?: string) => new Redirect(url, notice)
