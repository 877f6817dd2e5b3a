import { engine, filledIn, LONGEST_MAIL, LONGEST_WORDS, type House } from '../mail-engine.js'

/** The words of a template as an administrator writes them. */
export interface Words {
  subject: string
  text: string
}

/** What a kind's words are held against. */
export interface TemplateOf {
  /** The words that the product brings: the secret links that they make must be made by others too. */
  shipped: string
  sample: Record<string, unknown>
  needs: readonly string[]
}

/** What is wrong, at which field. */
export interface TemplateProblem {
  field: 'subject' | 'words'
  message: string
}

export const LONGEST_SUBJECT = 200
/** Of the finished subject line with the sample; programs cut it off at about 78. */
const LONGEST_SUBJECT_LINE = 150

/** The words as one template, and a template cut into its words. */
export const templateOf = ({ subject, text }: Words): string => `Subject: ${subject}\n\n${text}\n`
export function wordsOf(template: string): Words {
  const [first = '', ...rest] = template.split('\n')
  return { subject: first.replace(/^Subject:\s*/, '').trim(), text: rest.join('\n').trim() }
}

/** Everything that speaks against sending these words, in plain sentences; empty: they may be saved. */
export function templateProblems(words: Words, of: TemplateOf, house: House): TemplateProblem[] {
  const first = [...boundsOf(words), ...parsingOf(words)]
  if (first.length > 0) return first
  const used = (text: string) => engine.globalVariablesSync(engine.parse(text))
  const [inSubject, inText] = [used(words.subject), used(words.text)]
  const known = new Set([...Object.keys(of.sample), 'partnership', 'publicUrl', 'mailFrom'])
  const unknown = (field: 'subject' | 'words', names: string[]): TemplateProblem[] =>
    names
      .filter(name => !known.has(name))
      .map(name => ({ field, message: `There is no placeholder {{ ${name} }} in this mail: choose one of the list` }))
  const problems = [...unknown('subject', inSubject), ...unknown('words', inText)]
  for (const name of of.needs)
    if (![...inSubject, ...inText].includes(name))
      problems.push({ field: 'words', message: `Keep {{ ${name} }}: this mail is of no use without it` })
  return problems.length > 0 ? problems : triedOut(words, of, house)
}

function boundsOf({ subject, text }: Words): TemplateProblem[] {
  const problems: TemplateProblem[] = []
  if (subject === '') problems.push({ field: 'subject', message: 'Enter a subject line' })
  if (subject.length > LONGEST_SUBJECT)
    problems.push({ field: 'subject', message: `The subject line must be ${LONGEST_SUBJECT} characters or fewer` })
  if (/[\r\n]/.test(subject)) problems.push({ field: 'subject', message: 'The subject must be one line' })
  if (text === '') problems.push({ field: 'words', message: 'Enter the words of the mail' })
  if (text.length > LONGEST_WORDS)
    problems.push({ field: 'words', message: `The words must be ${LONGEST_WORDS.toLocaleString('en-GB')} characters or fewer` })
  return problems
}

/** Each field is read by itself, so that nothing opened in the subject is closed in the text, and lines are counted as they are seen. */
function parsingOf({ subject, text }: Words): TemplateProblem[] {
  return [['subject', subject] as const, ['words', text] as const].flatMap(([field, part]) => {
    try {
      engine.parse(part)
      return []
    } catch (error) {
      return [{ field, message: inPlainWords(error) }]
    }
  })
}

/** Fills the words in with the sample, as strictly as can be. */
function triedOut(words: Words, { shipped, sample }: TemplateOf, house: House): TemplateProblem[] {
  const wrong = (field: 'subject' | 'words', message: string): TemplateProblem[] => [{ field, message }]
  for (const [field, part] of [
    ['subject', words.subject],
    ['words', words.text],
  ] as const) {
    try {
      const made = filledIn(part, sample, house, true)
      if (made.trim() === '')
        return wrong(field, `With the sample there is nothing left of ${field === 'subject' ? 'the subject line' : 'the words'}`)
      if (field === 'subject' && made.length > LONGEST_SUBJECT_LINE)
        return wrong(field, `With the sample the subject line has ${made.length} characters: make it shorter`)
      if (made.length > LONGEST_MAIL) return wrong(field, 'With the sample the mail becomes far too long')
    } catch (error) {
      return wrong(field, inPlainWords(error))
    }
  }
  const missing = secretLinksLost(templateOf(words), shipped, sample, house)
  return missing.map(link => ({ field: 'words', message: `Keep the link ${link}: this mail is of no use without it` }))
}

/** The secret links of the shipped words that the others do not make; each as it is written in the shipped words. */
function secretLinksLost(template: string, shipped: string, sample: Record<string, unknown>, house: House): string[] {
  const linksOf = (words: string) => {
    const made: string[] = []
    const text = filledIn(words, sample, {
      ...house,
      signedLink: (path, nonce) => (made.push(house.signedLink(path, nonce)), made.at(-1)!),
    })
    return made.filter(link => text.includes(link))
  }
  const kept = linksOf(template)
  const written = [...shipped.matchAll(/\{\{[^}]*signedLink[^}]*\}\}/g)].map(([link]) => link)
  return linksOf(shipped).flatMap((link, i) => (kept.includes(link) ? [] : [written[i] ?? link]))
}

const SAID: [pattern: RegExp, words: (...found: string[]) => string][] = [
  [/^undefined filter: (\S+)/, name => `there is no filter “${name}”`],
  [/^tag "([^"]*)" not found/, name => `there is no tag “${name}”`],
  [/^tag \{%-?\s*(\w+).*not closed/s, name => `{% ${name} %} is not closed: add {% end${name} %}`],
  [/^tag .*not closed/s, () => '“{%” is not closed: add “%}”'],
  [/^output .*not closed/s, () => '“{{” is not closed: add “}}”'],
  [/^undefined variable: (\S+)/, name => `there is no “${name}” here`],
]

/** What the engine says of a template, as a sentence for people. */
export function inPlainWords(error: unknown): string {
  const { message, token } = error as { message: string; token?: { getPosition?(): number[] } }
  const said = message.replace(/, (file:.*, )?line:\d+.*$/s, '')
  if (/limit exceeded/.test(said)) return 'This would go on for too long: make its loops shorter'
  const line = /line:(\d+)/.exec(message)?.[1] ?? token?.getPosition?.()[0]
  const at = line === undefined ? '' : `Line ${line}: `
  for (const [pattern, words] of SAID) {
    const found = pattern.exec(said)
    if (found) return `${at}${words(...found.slice(1))}`
  }
  return `${at || 'This '}cannot be read (${said})`.replace(': cannot', ' cannot')
}
