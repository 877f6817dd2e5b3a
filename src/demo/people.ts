import { addDays } from '../shared/dates.js'
import { AGENCIES } from './catalogue/agencies.js'
import { jobRolesOf } from './job-roles.js'
import { inventName } from './names.js'
import type { Person } from './person.js'
import { Random } from './random.js'
import { SIGN_INS } from './sign-ins.js'
import { SIGN_IN_TRAINER, TRAINERS, type Trainer } from './trainers.js'

const CROWD_TRAINERS = TRAINERS.filter(trainer => trainer.key !== SIGN_IN_TRAINER)
const TEAM_SIZE = 14
const MOVES_EVERY = 100
const OPENING: [string, string] = ['2021-04-12', '2022-03-25']
const LATER_YEARS: [string, string] = ['2022-04-01', '2024-03-20']

interface Post {
  agency: string
  agencyOther?: string
  jobRole: string
  roles: Person['roles']
  pull: number
}

/** Everybody: the sign-ins, then person-0001 upward, trainers last. */
export function inventPeople(): Person[] {
  const random = new Random('people')
  const managers = inventManagers(random)
  const posts = [...random.shuffled(AGENCIES.flatMap(agency => delegatePosts(agency, random))), ...CROWD_TRAINERS.map(trainerPost)]
  const crowd = posts.map((post, i) => inventPerson(post, i + 1, random.pick(managers.get(post.agency)!), random))
  return [...SIGN_INS, ...crowd]
}

/** The key of the person behind a trainer: one is a demo sign-in, the others stand at the end of the crowd. */
export function personOfTrainer(trainer: Trainer): string {
  const delegates = AGENCIES.reduce((sum, agency) => sum + agency.people, 0)
  return trainer.key === SIGN_IN_TRAINER ? 'trainer' : personKey(delegates + CROWD_TRAINERS.indexOf(trainer) + 1)
}

const personKey = (number: number): string => `person-${String(number).padStart(4, '0')}`

function delegatePosts(agency: (typeof AGENCIES)[number], random: Random): Post[] {
  const roles = jobRolesOf(agency.key)
  return Array.from({ length: agency.people }, () => ({ agency: agency.key, jobRole: random.pick(roles), roles: [], pull: agency.pull }))
}

function trainerPost(trainer: Trainer): Post {
  return { agency: trainer.agency ?? '', agencyOther: trainer.other, jobRole: trainer.jobRole, roles: ['trainer'], pull: 0 }
}

function inventPerson(post: Post, number: number, manager: Person['manager'], random: Random): Person {
  const key = personKey(number)
  const registeredOn = random.day(...(random.chance(0.85) ? OPENING : LATER_YEARS))
  const person = { key, name: inventName(random), email: `${key}@example.org`, ...post, manager, registeredOn }
  if (number % MOVES_EVERY !== 0 || post.pull === 0) return person
  return { ...person, before: { agency: random.pick(AGENCIES).key, until: addDays(registeredOn, random.whole(300, 900)) } }
}

/** One line manager for each team of an agency; the unlisted organisations share theirs. */
function inventManagers(random: Random): Map<string, Person['manager'][]> {
  const teams = [...AGENCIES, { key: '', people: TEAM_SIZE }]
  let number = 0
  const invent = () => ({ name: inventName(random), email: `manager-${String(++number).padStart(3, '0')}@example.org` })
  return new Map(teams.map(({ key, people }) => [key, Array.from({ length: Math.ceil(people / TEAM_SIZE) }, invent)]))
}
