import type { Day } from '../shared/dates.js'

/** A trainer of the pool and what they deliver. `agency` is an agency's key; `other` names an organisation that is not in the list. */
export interface Trainer {
  key: string
  agency?: string
  other?: string
  jobRole: string
  courses: string[]
  since: Day
}

const NEGLECT = ['neglect-l2', 'gcp2']
const ABUSE = ['csa-workshop', 'hsb']
const HELP = ['rhrt-full', 'rhrt-refresher', 'supporting-families', 'outcome-star', 'rpc-l1', 'learning-from-sars']
const CONFERENCES = ['self-neglect-conference', 'rhrt-conference']
const MIND = ['suicide-prevention', 'suicide-prevention-ttt', 'suicide-prevention-forum']
const DRUGS = ['hidden-harm', 'basic-drugs', 'substance-families', 'drug-trends']
const CSA_CENTRE = ['csa-pathway', 'csa-signs', 'csa-speaking']

const FIRST = '2022-04-01'
const LATER = '2024-09-01'
const trainer = (
  key: string,
  home: Pick<Trainer, 'agency' | 'other'>,
  jobRole: string,
  courses: string[],
  since: Day = FIRST,
): Trainer => ({
  key,
  ...home,
  jobRole,
  courses,
  since,
})

/** Signs in as trainer@example.org. */
export const SIGN_IN_TRAINER = 't01'

/** Twelve delivered in 2023-24; two joined after. */
export const TRAINERS: Trainer[] = [
  trainer(SIGN_IN_TRAINER, { agency: 'early-help' }, 'Early help team manager', [...NEGLECT, 'rhrt-full']),
  trainer('t02', { agency: 'childrens-social-care' }, 'Advanced practitioner', [...NEGLECT, ...ABUSE]),
  trainer('t03', { agency: 'walsall-healthcare' }, 'Named nurse for safeguarding children', [...NEGLECT, ...CONFERENCES]),
  trainer('t04', { other: 'Walsall Safeguarding Partnership' }, 'Training officer', [...HELP, ...CONFERENCES]),
  trainer('t05', { other: 'Walsall Safeguarding Partnership' }, 'Training officer', [...HELP, ...CONFERENCES]),
  trainer('t06', { agency: 'police' }, 'Detective sergeant, public protection', [...ABUSE, ...CONFERENCES]),
  trainer('t07', { agency: 'adult-social-care' }, 'Safeguarding lead', [
    ...CONFERENCES,
    'learning-from-sars',
    'rhrt-refresher',
    'outcome-star',
  ]),
  trainer('t08', { agency: 'cgl-beacon' }, 'Hidden harm lead', DRUGS),
  trainer('t09', { agency: 'cgl-beacon' }, 'Training and development worker', DRUGS),
  trainer('t10', { other: 'Birmingham Mind' }, 'Trainer', MIND),
  trainer('t11', { other: 'Birmingham Mind' }, 'Trainer', MIND),
  trainer('t12', { other: 'Centre of Expertise on Child Sexual Abuse' }, 'Practice improvement adviser', CSA_CENTRE),
  trainer('t13', { agency: 'youth-justice' }, 'Practice manager', [...NEGLECT, ...ABUSE, 'rpc-l1'], LATER),
  trainer('t14', { agency: 'primary-school' }, 'Designated safeguarding lead', ['rhrt-full', 'rpc-l1', 'supporting-families'], LATER),
]
