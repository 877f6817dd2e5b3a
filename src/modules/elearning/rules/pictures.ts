/** A picture that was uploaded for a module; `alt`: what it shows, in words. */
export interface Picture {
  number: number
  alt: string
}

const IMAGE = /!\[[^\]\n]*\]\(\s*<?([^)\s>]*)[^)\n]*\)/g

/** `picture:3` is 3; null for an address of another kind, which is never shown as a picture: others' sites would learn who reads. */
export function pictureNumber(address: string): number | null {
  const [, digits] = /^picture:([1-9]\d{0,3})$/.exec(address) ?? []
  return digits ? Number(digits) : null
}

/** The numbers of the pictures that a text shows, each once. */
export const picturesIn = (text: string): number[] => [...new Set(addressesIn(text).flatMap(address => pictureNumber(address) ?? []))]

/** What is wrong with the pictures of a text, in words; `there`: the numbers that were uploaded for its module. */
export function pictureSays(text: string, there: readonly number[]): string[] {
  return [...new Set(addressesIn(text))].flatMap(address => {
    const number = pictureNumber(address)
    if (number === null)
      return [`Only pictures that are uploaded here are shown. Upload this one first: ${address || 'its address is missing'}`]
    return there.includes(number) ? [] : [`There is no picture ${number}. Upload it, or take it out of the text`]
  })
}

const addressesIn = (text: string): string[] => [...text.matchAll(IMAGE)].map(([, address]) => address!)
