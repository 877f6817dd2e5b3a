import { describe, expect, it } from '@jest/globals'
import { kinds } from '../../src/modules/notifications/kinds/kinds.js'
import type { House } from '../../src/modules/notifications/mail-engine.js'
import { shippedTemplate } from '../../src/modules/notifications/mail-text.js'
import { templateProblems, wordsOf, type Words } from '../../src/modules/notifications/templates/template-problems.js'

const house: House = {
  partnership: 'Walsall Safeguarding Partnership',
  publicUrl: 'https://training.example.org',
  mailFrom: 'training@example.org',
  signedLink: (path, nonce) => `https://training.example.org${path}/${nonce}-in-secret`,
}

describe('words are refused', () => {
  const of = (kind: keyof typeof kinds) => ({ needs: [], ...kinds[kind], shipped: shippedTemplate(kind) })
  const problems = (words: Partial<Words>, kind: keyof typeof kinds = 'password-changed') =>
    templateProblems({ subject: 'Subject', text: 'Hello {{ name }}', ...words }, of(kind), house).map(
      ({ field, message }) => `${field}: ${message}`,
    )

  it.each<[string, Partial<Words>, string]>([
    ['no subject', { subject: '' }, 'subject: Enter a subject line'],
    ['no words', { text: '' }, 'words: Enter the words of the mail'],
    ['a subject of two lines', { subject: 'a\nBcc: all@example.org' }, 'subject: The subject must be one line'],
    ['a subject too long', { subject: 'a'.repeat(201) }, 'subject: The subject line must be 200 characters or fewer'],
    ['too many words', { text: 'a'.repeat(10_001) }, 'words: The words must be 10,000 characters or fewer'],
    [
      'a subject long when filled in',
      { subject: '{{ name }}'.repeat(17) },
      'subject: With the sample the subject line has 153 characters: make it shorter',
    ],
    ['an unknown placeholder', { text: '{{ nome }}' }, 'words: There is no placeholder {{ nome }} in this mail: choose one of the list'],
    [
      'one in a condition',
      { text: 'a {% if nome %}{% endif %}' },
      'words: There is no placeholder {{ nome }} in this mail: choose one of the list',
    ],
    ['one in the subject', { subject: '{{ nome }}' }, 'subject: There is no placeholder {{ nome }} in this mail: choose one of the list'],
    ['a part that is not there', { text: '{{ name.first }}' }, 'words: Line 1: there is no “name.first” here'],
    ['an unknown filter', { text: 'a\n{{ name | shout }}' }, 'words: Line 2: there is no filter “shout”'],
    ['an unknown tag', { text: 'a\n\n{% fro %}' }, 'words: Line 3: there is no tag “fro”'],
    ['a tag not closed', { text: 'a\n{% if name %}b' }, 'words: Line 2: {% if %} is not closed: add {% endif %}'],
    ['half a tag', { text: '{% if' }, 'words: Line 1: “{%” is not closed: add “%}”'],
    ['half a placeholder', { text: 'a {{ name' }, 'words: Line 1: “{{” is not closed: add “}}”'],
    [
      'what opens in the subject and closes in the text',
      { subject: '{% if name %}a', text: 'b{% endif %}' },
      'subject: Line 1: {% if %} is not closed: add {% endif %}',
    ],
    ['another file', { text: '{% include "booking-confirmed" %}' }, 'words: Line 1: there is no tag “include”'],
    ['nothing left', { text: '{% if name == "" %}a{% endif %}' }, 'words: With the sample there is nothing left of the words'],
    ['a name as a date', { text: '{{ name | longMoment }}' }, 'words: Line 1 cannot be read (not a date: Dana Reed)'],
    [
      'a huge range',
      { text: '{% for i in (1..100000000) %}a{% endfor %}' },
      'words: This would go on for too long: make its loops shorter',
    ],
    [
      'a text that becomes huge',
      { text: `{% for i in (1..2000) %}${'a'.repeat(60)}{% endfor %}` },
      'words: With the sample the mail becomes far too long',
    ],
    [
      'a text that doubles',
      { text: '{% assign a = "aa" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}' },
      'words: This would go on for too long: make its loops shorter',
    ],
  ])('with %s', (_, words, said) => {
    expect(problems(words)).toContain(said)
  })

  it('up to each limit they are taken', () => {
    expect(problems({ subject: 'a'.repeat(150), text: 'a'.repeat(10_000) })).toEqual([])
    expect(problems({ text: '{% for i in (1..20) %}{{ i }}{% endfor %}{% assign n = name %}{{ n | upcase }} {{ partnership }}' })).toEqual(
      [],
    )
  })

  it('without the secret link that the mail is for, or with it where nobody sees it', () => {
    const lost = "words: Keep the link {{ '/reset-password' | signedLink: nonce }}: this mail is of no use without it"
    const tell = (text: string) => problems({ text }, 'choose-password')
    expect(tell('Hello {{ name }}, {{ nonce }}')).toEqual([lost])
    expect(tell("{% capture a %}{{ '/reset-password' | signedLink: nonce }}{% endcapture %}Hello")).toEqual([lost])
    expect(tell("{{ '/elsewhere' | signedLink: nonce }}")).toEqual([lost])
    expect(tell("Here: {{ '/reset-password' | signedLink: nonce }}")).toEqual([])
  })

  it('without what the mail is of no use without', () => {
    expect(problems({}, 'place-offered')).toEqual(
      ['course', 'when', 'until', 'path'].map(name => `words: Keep {{ ${name} }}: this mail is of no use without it`),
    )
  })

  it('none that the product brings itself', () => {
    for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
      expect(templateProblems(wordsOf(shippedTemplate(kind)), of(kind), house)).toEqual([])
    }
  })
})
