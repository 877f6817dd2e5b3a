/** Which of the two accounts a detail is taken from. */
export type Side = 'stays' | 'goes'

/** The details that are chosen. What belongs together is chosen together: a manager's name and address, an address and its password. */
export const CHOICES = ['email', 'name', 'agency', 'jobRole', 'manager', 'deputy'] as const
export type Choice = (typeof CHOICES)[number]
export type Choices = Record<Choice, Side>

/** What is chosen of two accounts. */
export interface ChosenFrom {
  email: string
  name: string
  agencyId: string | null
  agencyOther: string | null
  jobRole: string
  managerName: string
  managerEmail: string
  deputyName: string
  deputyEmail: string
}

const VALUE: Record<Choice, (account: ChosenFrom) => string> = {
  email: ({ email }) => email,
  name: ({ name }) => name,
  agency: ({ agencyId, agencyOther }) => agencyId ?? agencyOther ?? '',
  jobRole: ({ jobRole }) => jobRole,
  manager: ({ managerName, managerEmail }) => `${managerName}${managerEmail}`,
  deputy: ({ deputyName, deputyEmail }) => `${deputyName}${deputyEmail}`,
}

/** The details in which the two are not the same, and so somebody has to choose. */
export const differing = (stays: ChosenFrom, goes: ChosenFrom): Choice[] => CHOICES.filter(one => VALUE[one](stays) !== VALUE[one](goes))

/** What is proposed: that of the account that stays, unless only the other says anything. */
export const proposed = (stays: ChosenFrom, goes: ChosenFrom): Choices =>
  Object.fromEntries(CHOICES.map(one => [one, VALUE[one](stays) === '' && VALUE[one](goes) !== '' ? 'goes' : 'stays'])) as Choices

/** What was sent for each detail; anything else than a side counts as what is proposed. */
export const readChoices = (sent: Partial<Record<Choice, unknown>>, usual: Choices): Choices =>
  Object.fromEntries(CHOICES.map(one => [one, sent[one] === 'stays' || sent[one] === 'goes' ? sent[one] : usual[one]])) as Choices

/** The details of the account as it will be. */
export function chosen(stays: ChosenFrom, goes: ChosenFrom, choices: Choices): ChosenFrom {
  const of = (one: Choice) => (choices[one] === 'stays' ? stays : goes)
  const { managerName, managerEmail } = of('manager')
  const { deputyName, deputyEmail } = of('deputy')
  const { agencyId, agencyOther } = of('agency')
  return {
    ...{ email: of('email').email, name: of('name').name, agencyId, agencyOther, jobRole: of('jobRole').jobRole },
    ...{ managerName, managerEmail, deputyName, deputyEmail },
  }
}
