import type { ClashForm } from '../forms/delivery.form.js'
import type { SavedAnyway } from '../rules/clashes.js'

/** What a form says of the clashes that its page had shown. */
export const savedAnyway = ({ anyway, clashReason, clashesSeen }: ClashForm): SavedAnyway => ({
  seen: clashesSeen,
  anyway: anyway === 'yes',
  reason: clashReason,
})
