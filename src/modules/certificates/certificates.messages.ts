import type { Refusal } from '../../shared/refusal.js'
import { LONGEST_NAME, type NameCode } from '../people/rules/names.js'
import type { WithdrawCode } from './withdraw-a-certificate.js'

type Code = NameCode | WithdrawCode | 'not-drawable' | 'nothing-learned' | 'not-again' | 'number-malformed'

const SENTENCES: Record<Code, string> = {
  'name-missing': 'Enter the name',
  'name-too-long': `Write the name in ${LONGEST_NAME} characters or fewer`,
  'name-malformed': 'Write the name in letters, without addresses or links',
  'not-drawable': 'Use letters that the file can show, such as those of the Latin alphabet',
  'not-found': 'There is no certificate with this number',
  'reason-missing': 'Enter why it is withdrawn',
  'withdrawn-already': 'This certificate is withdrawn already',
  'nothing-learned': 'Nothing is on the record yet, so there is nothing to sign',
  'not-again': 'A new one has been issued in its place already, or what it was given for is no longer on the record',
  'number-malformed': 'This is not a number of ours: check it letter by letter. It looks like GC-7K3M-9QXR-4K',
}

/** What a refusal about certificates is told, as a sentence without its full stop. */
export const certificateSentence = ({ refused }: Refusal<Code>): string => SENTENCES[refused]
