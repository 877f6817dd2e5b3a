import type { Day } from '../shared/dates.js'

/** A made-up place to train in. */
export interface Venue {
  key: string
  name: string
  address: string
  postcode: string
  capacity: number
  access: string
  /** The first day it could be used. */
  since: Day
}

const STEP_FREE = 'step-free entrance, accessible toilet'
const FIRST = '2022-04-01'
const LATER = '2024-09-01'

const venue = (
  key: string,
  name: string,
  address: string,
  postcode: string,
  capacity: number,
  access: string,
  since: Day = FIRST,
): Venue => ({
  key,
  name,
  address,
  postcode,
  capacity,
  access,
  since,
})

/** Eight were in use in 2023-24; two came after. The postcodes end in letters that no real one ends in. */
export const VENUES: Venue[] = [
  venue('saddlers-hall', 'Saddlers Hall', '1 Example Square, Walsall', 'WS1 0CC', 320, `${STEP_FREE}, hearing loop, parking, quiet room`),
  venue('limepit-centre', 'Limepit Learning Centre', '14 Limepit Row, Walsall', 'WS1 0CI', 30, `${STEP_FREE}, hearing loop, parking`),
  venue('lockside-rooms', 'Lockside Rooms', '2 Lockside, Bloxwich', 'WS3 0CK', 24, `${STEP_FREE}, parking`),
  venue(
    'old-bakery',
    'The Old Bakery',
    '27 Oven Street, Willenhall',
    'WV13 0CM',
    20,
    'ramp at the side door, accessible toilet, on-street parking',
  ),
  venue('chestnut-house', 'Chestnut House', '5 Chestnut Rise, Aldridge', 'WS9 0CO', 26, `${STEP_FREE}, hearing loop, lift, parking`),
  venue('bridge-family-hub', 'Bridge Family Hub', '40 Weir Bridge Road, Darlaston', 'WS10 0CV', 22, `${STEP_FREE}, baby changing, parking`),
  venue(
    'meadow-library',
    'Meadow Library meeting room',
    '8 Meadow Walk, Brownhills',
    'WS8 0IC',
    18,
    `${STEP_FREE}, hearing loop, bus stop at the door`,
  ),
  venue('arboretum-lodge', 'Arboretum Lodge', 'Lodge Drive, Walsall', 'WS1 0II', 20, `${STEP_FREE}, parking for blue badges only`),
  venue(
    'foundry-studios',
    'Foundry Studios',
    '63 Foundry Lane, Walsall',
    'WS2 0IK',
    40,
    `${STEP_FREE}, hearing loop, lift, bicycle stands`,
    LATER,
  ),
  venue('pelsall-annexe', 'Common Side Annexe', '3 Common Side, Pelsall', 'WS3 0IM', 18, `${STEP_FREE}, parking`, LATER),
]
