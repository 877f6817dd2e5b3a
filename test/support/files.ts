/** Small files that are what they say, for uploads. */
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

export const aPdf = (size = 0): Uint8Array<ArrayBuffer> => {
  const [begin, end] = [latin('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), latin('trailer\n<<>>\nstartxref\n0\n%%EOF\n')]
  const middle = new Uint8Array(Math.max(0, size - begin.length - end.length)).fill(0x25)
  return new Uint8Array([...begin, ...middle, ...end])
}

export const aPng = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64'))

export const aJpeg = (): Uint8Array<ArrayBuffer> => latin(`\xff\xd8\xff\xe0\0\x10JFIF\0${'\0'.repeat(40)}\xff\xd9`)
export const bytesOf = latin
