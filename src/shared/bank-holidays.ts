import type { Day } from './dates.js'

/** The days on which a region's offices are shut, as data: to move to another region or add a year, add rows here. */
export interface BankHolidays {
  region: string
  version: string
  /** The last day the list speaks for; after it only weekends are known. */
  until: Day
  days: Record<Day, string>
}

const NEW_YEAR = 'New Year’s Day'
const GOOD_FRIDAY = 'Good Friday'
const EASTER_MONDAY = 'Easter Monday'
const EARLY_MAY = 'Early May bank holiday'
const SPRING = 'Spring bank holiday'
const SUMMER = 'Summer bank holiday'
const CHRISTMAS = 'Christmas Day'
const BOXING = 'Boxing Day'
const substitute = (name: string): string => `${name} (substitute day)`

/** England and Wales, as published on gov.uk, with the days given once: jubilee, state funeral, coronation. */
export const ENGLAND_AND_WALES: BankHolidays = {
  region: 'England and Wales',
  version: '2022-2028, 1',
  until: '2028-12-31',
  days: {
    '2022-01-03': substitute(NEW_YEAR),
    '2022-04-15': GOOD_FRIDAY,
    '2022-04-18': EASTER_MONDAY,
    '2022-05-02': EARLY_MAY,
    '2022-06-02': SPRING,
    '2022-06-03': 'Platinum Jubilee bank holiday',
    '2022-08-29': SUMMER,
    '2022-09-19': 'Bank holiday for the State Funeral of Queen Elizabeth II',
    '2022-12-26': BOXING,
    '2022-12-27': substitute(CHRISTMAS),
    '2023-01-02': substitute(NEW_YEAR),
    '2023-04-07': GOOD_FRIDAY,
    '2023-04-10': EASTER_MONDAY,
    '2023-05-01': EARLY_MAY,
    '2023-05-08': 'Bank holiday for the coronation of King Charles III',
    '2023-05-29': SPRING,
    '2023-08-28': SUMMER,
    '2023-12-25': CHRISTMAS,
    '2023-12-26': BOXING,
    '2024-01-01': NEW_YEAR,
    '2024-03-29': GOOD_FRIDAY,
    '2024-04-01': EASTER_MONDAY,
    '2024-05-06': EARLY_MAY,
    '2024-05-27': SPRING,
    '2024-08-26': SUMMER,
    '2024-12-25': CHRISTMAS,
    '2024-12-26': BOXING,
    '2025-01-01': NEW_YEAR,
    '2025-04-18': GOOD_FRIDAY,
    '2025-04-21': EASTER_MONDAY,
    '2025-05-05': EARLY_MAY,
    '2025-05-26': SPRING,
    '2025-08-25': SUMMER,
    '2025-12-25': CHRISTMAS,
    '2025-12-26': BOXING,
    '2026-01-01': NEW_YEAR,
    '2026-04-03': GOOD_FRIDAY,
    '2026-04-06': EASTER_MONDAY,
    '2026-05-04': EARLY_MAY,
    '2026-05-25': SPRING,
    '2026-08-31': SUMMER,
    '2026-12-25': CHRISTMAS,
    '2026-12-28': substitute(BOXING),
    '2027-01-01': NEW_YEAR,
    '2027-03-26': GOOD_FRIDAY,
    '2027-03-29': EASTER_MONDAY,
    '2027-05-03': EARLY_MAY,
    '2027-05-31': SPRING,
    '2027-08-30': SUMMER,
    '2027-12-27': substitute(CHRISTMAS),
    '2027-12-28': substitute(BOXING),
    '2028-01-03': substitute(NEW_YEAR),
    '2028-04-14': GOOD_FRIDAY,
    '2028-04-17': EASTER_MONDAY,
    '2028-05-01': EARLY_MAY,
    '2028-05-29': SPRING,
    '2028-08-28': SUMMER,
    '2028-12-25': CHRISTMAS,
    '2028-12-26': BOXING,
  },
}
