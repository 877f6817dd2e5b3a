const MB = 1024 * 1024

/** What a package may ask of the machine; far beyond what authoring tools write, far below what would hurt. Sizes in bytes. */
export const LIMITS = {
  uploaded: 300 * MB,
  unpacked: 600 * MB,
  file: 300 * MB,
  entries: 10_000,
  /** How many times its packed size a file may have, once it is worth looking at. Text comes to about 20, drawings to 100. */
  ratio: 200,
  ratioFrom: MB,
  manifest: 4 * MB,
  items: 200,
}
export type Limits = typeof LIMITS
