/** What gathering needs to know of a message that is due. */
export interface Gatherable {
  id: string
  toEmail: string
  canWait: boolean
  calendar: unknown
  /** The first of the mail in which it was tried before; null: it is new. */
  carrierId: string | null
  dueAt: Date
  createdAt: Date
}

/** One mail: the message under whose Message-ID it goes, and those that it carries besides. */
export interface Outgoing<M> {
  carrier: M
  others: M[]
}

/** More than this in one mail is read by nobody. */
export const MOST_PARTS = 20

/**
 * The mails that messages make, oldest first. Those of one address that can wait go together; one with a calendar entry goes alone, since
 * a calendar program reads one entry from a mail. What was tried together before stays together and alone, because the mail may have
 * arrived after all, and a mail with more in it under the same Message-ID would be taken for a copy and lost.
 */
export function gather<M extends Gatherable>(messages: readonly M[]): Outgoing<M>[] {
  const groups = new Map<string, M[]>()
  for (const message of [...messages].sort(byAge)) {
    const key = goesTogether(message) ? `${message.carrierId ?? 'new'} ${message.toEmail}` : message.id
    const group = groups.get(key)
    if (group && group.length < MOST_PARTS) group.push(message)
    else {
      // A full mail makes way for the next under the same key.
      if (group) groups.set(`${key} ${group[0]!.id}`, group)
      groups.set(key, [message])
    }
  }
  return [...groups.values()].map(asMail).sort((a, b) => byAge(a.carrier, b.carrier))
}

const goesTogether = (message: Gatherable): boolean => message.canWait && message.calendar === null

function asMail<M extends Gatherable>(group: M[]): Outgoing<M> {
  const carrier = group.find(message => message.id === message.carrierId) ?? group[0]!
  return { carrier, others: group.filter(message => message !== carrier) }
}

function byAge(a: Gatherable, b: Gatherable): number {
  return a.dueAt.getTime() - b.dueAt.getTime() || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1)
}
