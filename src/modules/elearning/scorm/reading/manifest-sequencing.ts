import type { NamedItem } from './manifest-items.js'
import type { Sequencing } from './manifest.js'
import { childOf, within, type Element } from './manifest-xml.js'

type Line = [found: boolean, recorded: string, become: 'honoured' | 'notHonoured', sentence: string]

/**
 * What the package says about order, and what is made of it. We take items strictly as listed: each opens when all before it are done.
 * That keeps every package from being taken in a wrong order, and is stricter than what some packages would allow; that is said.
 */
export function sequencingOf(organization: Element, root: Element, items: readonly NamedItem[], organizations: number): Sequencing {
  const asked = wishesOf(organization, root)
  const found = [...kept(asked, items), ...notKept(asked, items.length > 1, organizations)].filter(([is]) => is)
  const sentences = (become: Line[2]) => found.filter(line => line[2] === become).map(line => line[3])
  return {
    order: 'as listed',
    forwardOnly: asked.control('forwardonly', 'true'),
    recorded: found.map(line => line[1]),
    honoured: sentences('honoured'),
    notHonoured: sentences('notHonoured'),
  }
}

interface Wishes {
  has: (name: string) => boolean
  control: (name: string, value: string) => boolean
}

/** The sequencing of the whole and of each item, with the collection that several of them may share. */
function wishesOf(organization: Element, root: Element): Wishes {
  const rules = [organization, ...within(organization, 'item')].flatMap(one => {
    const own = childOf(one, 'sequencing')
    const shared = within(childOf(root, 'sequencingcollection'), 'sequencing')
    return own ? [own, ...shared.filter(other => other.attributes.get('id') === own.attributes.get('idref'))] : []
  })
  return {
    has: name => rules.some(rule => within(rule, name).length > 0),
    control: (name, value) => rules.some(rule => childOf(rule, 'controlmode')?.attributes.get(name) === value),
  }
}

function kept({ control }: Wishes, items: readonly NamedItem[]): Line[] {
  const many = items.length > 1
  const line = (found: boolean, recorded: string, sentence: string): Line => [found, recorded, 'honoured', sentence]
  return [
    line(many, `${items.length} items`, 'Items are taken in the order in which they are listed: each opens when all before it are done.'),
    line(
      items.some(item => item.prerequisites !== ''),
      'Prerequisites between items',
      'What an item asks for comes before it in the list, and is done first.',
    ),
    line(control('forwardonly', 'true'), 'Forward only', 'Nobody goes back to an item that is done.'),
    line(many && control('flow', 'true'), 'Flow from item to item', 'The next item is offered as soon as one is done.'),
  ]
}

function notKept({ has, control }: Wishes, many: boolean, organizations: number): Line[] {
  const line = (found: boolean, recorded: string, sentence: string): Line => [found, recorded, 'notHonoured', sentence]
  return [
    line(many && control('choice', 'true'), 'Free choice of items', 'The package would let people choose; here they keep to the order.'),
    line(
      has('preconditionrule'),
      'Conditions for opening an item',
      'Items are neither skipped nor hidden by the package’s own conditions.',
    ),
    line(
      has('postconditionrule') || has('exitconditionrule'),
      'Rules for what follows an item',
      'The package’s own rules for repeating or leaving are not followed.',
    ),
    line(has('rolluprule'), 'Rules for adding up', 'The course is done when every item is done, whatever the package would add up.'),
    line(has('limitconditions'), 'A limit of attempts', 'Items may be tried as often as people like.'),
    line(has('mapinfo'), 'Results shared between items', 'Items do not see each other’s results.'),
    line(has('randomizationcontrols'), 'A shuffled order', 'Nothing is shuffled by us.'),
    line(organizations > 1, `${organizations} ways through the package`, 'Only the way that the package names as its own is offered.'),
  ]
}
