/** Too many people at the same row at once: nothing was changed, and the same request may be sent again. */
export class Busy extends Error {
  override name = 'Busy'
}
