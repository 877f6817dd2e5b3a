import type { Refusal } from '../../shared/refusal.js'

const SENTENCES: Record<string, (facts: Refusal['facts']) => string> = {
  'file-missing': () => 'Choose a file',
  'file-empty': () => 'There is nothing in this file. Choose another',
  'file-several': () => 'Choose one file only',
  'file-too-large': facts => `This file is larger than ${String(facts.most)} MB. Choose a smaller one, such as a photo with less detail`,
  'file-not-allowed': facts =>
    `This is no ${facts.kinds === 'picture' ? 'PNG or JPEG' : 'PDF, PNG or JPEG'} file, whatever its name says. Save it as one of these and choose it again`,
  'file-cut-off': () => 'This file is cut off before its end. Open it yourself to see that it is whole, then choose it again',
  'file-half-sent': () => 'The file did not arrive whole. Choose it again',
}

/** Why a file is not taken, as a sentence without its full stop. */
export const uploadSentence = ({ refused, facts }: Refusal): string => SENTENCES[refused]?.(facts) ?? 'Choose another file'
