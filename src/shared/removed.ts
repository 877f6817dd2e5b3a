/** What stands in the place of words that were removed: somebody wrote here, and nobody can read what. */
export const REMOVED = '(removed)'

/** The name and the address of a person who was erased. Nothing is ever sent to such an address. */
export const ERASED_NAME = 'Erased person'
/** Of somebody without an account whose address was removed. */
export const GONE = 'gone@erased.invalid'
export const erasedAddress = (id: string): string => `${id}@erased.invalid`
export const isErasedAddress = (address: string): boolean => address.endsWith('@erased.invalid')
