// What xAPI 1.0.3 wants of a statement (Data, 2.2 to 2.4), for the kinds that the product makes and for what a store adds to them.
type Json = Record<string, unknown>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const IRI = /^[a-z][a-z0-9+.-]*:\S+$/i
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/
const DURATION = /^P(?!$)(\d+(\.\d+)?W|(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every way in which it is no valid statement; none when it is one. */
export function statementProblems(statement: unknown): string[] {
  const wrong: string[] = []
  const say = (fine: boolean, what: string) => {
    if (!fine) wrong.push(what)
  }
  if (!isObject(statement)) return ['no object']
  const known = ['id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp', 'stored', 'authority', 'version', 'attachments']
  onlyKnown('statement', statement, known, say)
  noNulls('statement', statement, say)
  say(UUID.test(String(statement.id)), 'id is no UUID')
  agent('actor', statement.actor, say)
  if (statement.authority !== undefined) agent('authority', statement.authority, say)
  verb(statement.verb, say)
  activity(statement.object, say)
  if (statement.result !== undefined) result(statement.result, say)
  if (statement.context !== undefined) context(statement.context, say)
  for (const name of ['timestamp', 'stored'])
    say(statement[name] === undefined || MOMENT.test(text(statement[name])), `${name} is no moment with an offset`)
  say(statement.version === undefined || statement.version === '1.0.0', 'version of the data model must be 1.0.0')
  return wrong
}

type Say = (fine: boolean, what: string) => void
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function onlyKnown(name: string, value: Json, known: string[], say: Say) {
  for (const key of Object.keys(value)) say(known.includes(key), `${name} may not have ${key}`)
}

function noNulls(name: string, value: unknown, say: Say) {
  if (value === null) return say(false, `${name} is null`)
  if (typeof value === 'object') for (const [key, inner] of Object.entries(value as Json)) noNulls(`${name}.${key}`, inner, say)
}

function agent(name: string, value: unknown, say: Say) {
  if (!isObject(value)) return say(false, `${name} is no agent`)
  onlyKnown(name, value, ['objectType', 'name', 'mbox', 'mbox_sha1sum', 'openid', 'account'], say)
  say(value.objectType === undefined || value.objectType === 'Agent', `${name} is of another type`)
  const by = ['mbox', 'mbox_sha1sum', 'openid', 'account'].filter(key => key in value)
  say(by.length === 1, `${name} must be known by exactly one thing`)
  if (by[0] !== 'account') return
  const account = value.account
  if (!isObject(account)) return say(false, `${name}'s account is none`)
  onlyKnown(`${name}.account`, account, ['homePage', 'name'], say)
  say(IRI.test(text(account.homePage)) && text(account.name) !== '', `${name}'s account needs a homePage and a name`)
}

function verb(value: unknown, say: Say) {
  if (!isObject(value)) return say(false, 'no verb')
  onlyKnown('verb', value, ['id', 'display'], say)
  say(IRI.test(text(value.id)), 'verb has no IRI')
  if (value.display !== undefined) languageMap('verb.display', value.display, say)
}

function activity(value: unknown, say: Say) {
  if (!isObject(value)) return say(false, 'no object')
  onlyKnown('object', value, ['objectType', 'id', 'definition'], say)
  say(value.objectType === undefined || value.objectType === 'Activity', 'object is of another type')
  say(IRI.test(text(value.id)), 'object has no IRI')
  if (value.definition === undefined) return
  if (!isObject(value.definition)) return say(false, 'definition is no object')
  onlyKnown('definition', value.definition, ['name', 'description', 'type', 'moreInfo', 'extensions'], say)
  say(value.definition.type === undefined || IRI.test(text(value.definition.type)), 'definition.type is no IRI')
  if (value.definition.name !== undefined) languageMap('definition.name', value.definition.name, say)
}

function result(value: unknown, say: Say) {
  if (!isObject(value)) return say(false, 'result is no object')
  onlyKnown('result', value, ['score', 'success', 'completion', 'response', 'duration', 'extensions'], say)
  for (const name of ['success', 'completion'])
    say(value[name] === undefined || typeof value[name] === 'boolean', `result.${name} is neither true nor false`)
  say(value.duration === undefined || DURATION.test(text(value.duration)), 'result.duration is no duration')
  if (value.score !== undefined) score(value.score, say)
}

function score(value: unknown, say: Say) {
  if (!isObject(value)) return say(false, 'score is no object')
  onlyKnown('score', value, ['scaled', 'raw', 'min', 'max'], say)
  for (const [name, one] of Object.entries(value)) say(typeof one === 'number' && Number.isFinite(one), `score.${name} is no number`)
  const { scaled = 0, raw, min, max } = value as Record<string, number>
  say(scaled >= -1 && scaled <= 1, 'score.scaled lies between -1 and 1')
  say(raw === undefined || ((min === undefined || raw >= min) && (max === undefined || raw <= max)), 'score.raw lies outside')
  say(min === undefined || max === undefined || min < max, 'score.min must be less than score.max')
}

function context(value: unknown, say: Say) {
  if (!isObject(value)) return say(false, 'context is no object')
  const known = ['registration', 'instructor', 'team', 'contextActivities', 'revision', 'platform', 'language', 'statement', 'extensions']
  onlyKnown('context', value, known, say)
  say(value.registration === undefined || UUID.test(text(value.registration)), 'context.registration is no UUID')
  say(value.platform === undefined || text(value.platform) !== '', 'context.platform is no text')
  say(value.language === undefined || LANGUAGE.test(text(value.language)), 'context.language is no language')
}

function languageMap(name: string, value: unknown, say: Say) {
  if (!isObject(value)) return say(false, `${name} is no language map`)
  for (const [language, words] of Object.entries(value)) say(LANGUAGE.test(language) && typeof words === 'string', `${name} has no words`)
}
