import { refuse, type Refusal } from '../../../shared/refusal.js'

// Nobody is called any of these, so an address with one of them, in whatever place, is a mailbox of many: office@, info.school@, sw-team@.
const SHARED = `office admin administration info information enquiries enquiry inquiries reception team teams contact contacts
  contactus mailbox noreply donotreply school nursery preschool surgery`.split(/\s+/)

// These may be part of a person's name or job (Jo Head, Sam Post), so they count only where nothing else stands in the address.
const SHARED_ALONE = `head headteacher teacher principal deputy manager secretary bursar governors staff mail email post hello support help
  desk helpdesk general main front all duty service services training safeguarding dsl booking bookings accounts finance payroll hr
  the our sw it`.split(/\s+/)

// Written as one word: schooloffice@, mainreception@. Only words of three letters or more, or names would be taken apart.
const LONG = [...SHARED, ...SHARED_ALONE].filter(word => word.length > 2)
const RUN_TOGETHER = new RegExp(`^(?:${LONG.join('|')})+$`)
const HAS_SHARED = new RegExp(SHARED.join('|'))

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

export type EmailCode = 'email-malformed' | 'email-shared'

/**
 * A personal work e-mail address in lower case, or why it will not do: certificates, charges and reminders go to one person, so shared
 * mailboxes are refused (`mailbox` in the facts is the part before the @).
 */
export function checkWorkEmail(text: string): string | Refusal<EmailCode> {
  const email = text.trim().toLowerCase()
  const at = email.lastIndexOf('@')
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)]
  const sound = at > 0 && local.length <= 64 && email.length <= 254 && LOCAL.test(local) && DOMAIN.test(domain)
  if (!sound) return refuse('email-malformed')
  return isShared(local) ? refuse('email-shared', { mailbox: local }) : email
}

/** Whether the part before the @ names a shared mailbox. Digits and what follows a + are left aside: admin2, info+jo. */
function isShared(local: string): boolean {
  const words = local
    .split('+')[0]!
    .replace(/\d/g, '')
    .split(/[^a-z]+/)
    .filter(word => word !== '')
  if (words.some(word => SHARED.includes(word) || (RUN_TOGETHER.test(word) && HAS_SHARED.test(word)))) return true
  return words.length > 0 && words.every(word => SHARED_ALONE.includes(word) || RUN_TOGETHER.test(word))
}
