import { describe, expect, it } from '@jest/globals'
import { renderPage, templates } from '../../src/web/page-engine.js'

const say = (template: string, facts: object = {}) => templates.renderString(template, facts)
const macro = (call: string, facts: object = {}) => say(`{% import "web/views/macros.njk" as ui %}{{ ui.${call} }}`, facts)

describe('words of templates', () => {
  it.each([
    ['{{ at | longDate }}', { at: new Date('2026-07-03T23:30:00Z') }, 'Saturday 4 July 2026'],
    ['{{ day | longDate }}', { day: '2026-03-03' }, 'Tuesday 3 March 2026'],
    ['{{ at | longMoment }}', { at: new Date('2026-03-03T09:30:00Z') }, 'Tuesday 3 March 2026, 9:30am'],
    ['{{ pence | pounds }}', { pence: 123450 }, '£1,234.50'],
    ['{{ 0 | pounds }}', {}, '£0.00'],
    ['{{ count | number }}', { count: 1617 }, '1,617'],
    ['{{ 999 | number }}', {}, '999'],
    ['{{ 0 | plural("place", "places") }}', {}, '0 places'],
    ['{{ 1 | plural("place", "places") }}', {}, '1 place'],
    ['{{ 2 | plural("place", "places") }}', {}, '2 places'],
    ['{{ 2412 | plural("place", "places") }}', {}, '2,412 places'],
    ['{{ timeRange(a, b) }}', { a: new Date('2026-03-03T09:30:00Z'), b: new Date('2026-03-03T12:00:00Z') }, '9:30am to midday'],
    [
      '{{ whenInWords(a, b) }}',
      { a: new Date('2026-03-03T09:30:00Z'), b: new Date('2026-03-03T12:30:00Z') },
      'Tuesday 3 March 2026, 9:30am to 12:30pm',
    ],
  ])('%s', (template, facts, words) => expect(say(template, facts)).toBe(words))

  it('are one address for one asset, and none for what is not there', () => {
    expect(say('{{ asset("goldthread.css") }}')).toMatch(/^\/assets\/[0-9a-f]{12}\/goldthread\.css$/)
    expect(() => say('{{ asset("nothing.css") }}')).toThrow('No asset nothing.css')
  })

  it('are never HTML, whoever typed them', () => {
    expect(say('<p title="{{ name }}">{{ name }}</p>', { name: `<b>"Dana" & 'Cole'</b>` })).toBe(
      '<p title="&lt;b&gt;&quot;Dana&quot; &amp; &#39;Cole&#39;&lt;/b&gt;">&lt;b&gt;&quot;Dana&quot; &amp; &#39;Cole&#39;&lt;/b&gt;</p>',
    )
  })

  it('are nothing where there is nothing', () => expect(say('[{{ nobody }}{{ none.at.all }}{{ nil }}]', { nil: null })).toBe('[]'))

  it('come from no file outside the sources', () => {
    for (const name of ['../package.json', '/etc/passwd', 'web/views/../../../package.json', 'nothing.njk'])
      expect(() => renderPage(name, {})).toThrow(/template not found/)
  })
})

const WRONG = [
  { field: 'name', message: 'Enter your name' },
  { field: 'email', message: 'Enter an address' },
]

describe('a field', () => {
  const KINDS: [kind: string, call: string, tag: RegExp][] = [
    [
      'input',
      'input({ name: "name", label: "Name", hint: "As on certificates", value: value, optional: optional }, errors)',
      /<input[^>]*>/,
    ],
    [
      'textarea',
      'textarea({ name: "name", label: "Name", hint: "As on certificates", value: value, optional: optional }, errors)',
      /<textarea[^>]*>/,
    ],
    [
      'select',
      'select({ name: "name", label: "Name", hint: "As on certificates", value: value, optional: optional, items: [] }, errors)',
      /<select[^>]*>/,
    ],
  ]

  it.each(KINDS)('%s is tied to its label and its hint', (_kind, call, tag) => {
    const html = macro(call)
    expect(html).toMatch(/<label class="govuk-label " for="name">Name<\/label>/)
    expect(html).toContain('<div id="name-hint" class="govuk-hint">As on certificates</div>')
    const [field] = tag.exec(html)!
    expect(field).toMatch(/ id="name" name="name"/)
    expect(field).toMatch(/ aria-describedby="name-hint"/)
    expect(html).not.toMatch(/error/)
  })

  it.each(KINDS)('%s that is wrong says why, and what is read out with it', (_kind, call, tag) => {
    const html = macro(call, { errors: WRONG })
    expect(html).toContain('govuk-form-group--error')
    expect(html).toMatch(
      /<p id="name-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:<\/span> Enter your name<\/p>/,
    )
    expect(html).not.toContain('Enter an address')
    expect(tag.exec(html)![0]).toMatch(/--error" .*aria-describedby="name-hint name-error"/)
  })

  it.each(KINDS)('%s beside one that is wrong is not', (_kind, call) => {
    expect(macro(call, { errors: [WRONG[1]] })).not.toMatch(/error/)
  })

  it.each([
    ['a text', 'Dana "D" Delegate', 'value="Dana &quot;D&quot; Delegate"'],
    ['nothing', '', 'value=""'],
    ['naught', 0, 'value="0"'],
    ['what is not there', undefined, 'value=""'],
    ['null', null, 'value=""'],
  ])('keeps what was typed: %s', (_case, value, html) => expect(macro(KINDS[0]![1], { value })).toContain(html))

  it('keeps the lines of a long text', () => {
    expect(macro(KINDS[1]![1], { value: 'one\n</textarea>two' })).toContain('>one\n&lt;/textarea&gt;two</textarea>')
  })

  it('says when it may be left empty', () => expect(macro(KINDS[0]![1], { optional: true })).toContain('Name (optional)</label>'))

  it('of an address is one on phones, and spelled by nobody', () => {
    const html = macro('input({ name: "email", label: "E-mail", type: "email", autocomplete: "email", width: 20 }, errors)')
    expect(html).toMatch(/class="govuk-input govuk-input--width-20" id="email" name="email" type="email" value="" autocomplete="email"/)
    expect(html).toContain('spellcheck="false"')
    expect(html).not.toContain('aria-describedby')
  })
})

describe('a choice', () => {
  const ITEMS = [
    { value: 'a', text: 'Any date' },
    { value: 'b', text: 'Some dates', hint: 'Choose which' },
  ]
  const choices = (more: string, facts: object = {}) =>
    macro(`choices({ name: "which", legend: "Which?", items: items, value: value${more} }, errors)`, { items: ITEMS, ...facts })
  const checked = (html: string) => [...html.matchAll(/<input[^>]* value="([^"]*)" checked/g)].map(found => found[1])

  it('of one has radio buttons, the chosen one on', () => {
    const html = choices('', { value: 'b' })
    expect(checked(html)).toEqual(['b'])
    expect(html.match(/type="radio"/g)).toHaveLength(2)
    expect(checked(choices(''))).toEqual([])
  })

  it('of several has boxes, all the chosen ones on', () => {
    expect(checked(choices(', many: true', { value: ['a', 'b'] }))).toEqual(['a', 'b'])
    expect(checked(choices(', many: true', { value: [] }))).toEqual([])
    expect(checked(choices(', many: true'))).toEqual([])
  })

  it('of several with one chosen, which a form sends as a text, has that one on alone', () => {
    const items = [
      { value: 'tr', text: 'One' },
      { value: 'trainer', text: 'Two' },
    ]
    expect(checked(choices(', many: true', { items, value: 'trainer' }))).toEqual(['trainer'])
  })

  it('leads from the summary of errors to its first answer', () => {
    expect(choices('')).toMatch(/id="which" name="which".*id="which-2" name="which"/s)
  })

  it('ties each answer to its label and its hint, and the question to what is wrong', () => {
    const html = choices('', { errors: [{ field: 'which', message: 'Choose one' }] })
    expect(html).toContain('for="which-2">Some dates</label><div id="which-2-hint"')
    expect(html).toMatch(/id="which-2"[^>]*aria-describedby="which-2-hint"/)
    expect(html).toContain('<fieldset class="govuk-fieldset" aria-describedby=" which-error">')
  })

  it('from a list has the chosen one on, and an empty answer where that may be', () => {
    const html = macro('select({ name: "which", label: "Which", items: items, value: "b", empty: "Choose" }, errors)', { items: ITEMS })
    expect(html).toContain('<option value="">Choose</option>')
    expect(html).toMatch(/<option value="b" selected>Some dates<\/option>/)
    expect(html.match(/ selected/g)).toHaveLength(1)
  })
})

describe('the other shapes', () => {
  it('the summary of errors leads to each field', () => {
    const html = macro('errorSummary(errors)', { errors: WRONG })
    expect([...html.matchAll(/<a href="(#\w+)">([^<]+)<\/a>/g)].map(found => found.slice(1))).toEqual([
      ['#name', 'Enter your name'],
      ['#email', 'Enter an address'],
    ])
  })

  it('a list of facts leaves out what is not known', () => {
    const rows = [
      { key: 'Name', value: 'Dana', href: '/my-details' },
      { key: 'Agency', value: '' },
    ]
    const html = macro('summary(rows)', { rows })
    expect(html).toContain('Change<span class="govuk-visually-hidden"> name</span>')
    expect(html).not.toContain('Agency')
  })

  it.each([
    [1, 1, []],
    [1, 3, ['/list?page=2 Next']],
    [2, 3, ['/list?page=1 Previous', '/list?page=3 Next']],
    [3, 3, ['/list?page=2 Previous']],
  ])('page %i of %i leads on and back', (page, pages, links) => {
    const html = macro('pages(page, pages, "/list?page=")', { page, pages })
    expect([...html.matchAll(/href="([^"]+)" rel="\w+"><[^>]+>(\w+)/g)].map(found => `${found[1]} ${found[2]}`)).toEqual(links)
    expect(html.includes(`Page ${page} of ${pages}`)).toBe(pages > 1)
  })

  it('the hidden fields of a form are its token, and a key where one is given', () => {
    const facts = { formToken: () => 'to"ken', key: 'one' }
    expect(macro('hidden(formToken, key)', facts).trim()).toBe(
      '<input type="hidden" name="_csrf" value="to&quot;ken"><input type="hidden" name="idempotencyKey" value="one">',
    )
    expect(macro('hidden(formToken)', facts)).not.toContain('idempotencyKey')
  })
})
