/**
 * The programme as the newsletters of 28 March and 21 June 2024 printed it: the days of 2024, month and day, of each course. History keeps
 * them as they are; the coming programme keeps their order and rhythm. Courses booked elsewhere stand apart: their past dates are not
 * ours to count.
 */
export const OWN_DATES: Record<string, string> = {
  'neglect-l2': '04-09 04-23 05-02 05-08 07-03',
  gcp2: '04-24 04-30 05-09 05-14 06-26',
  'csa-workshop': '04-25',
  'suicide-prevention-ttt': '04-17 04-23 05-21 07-10 08-01',
  'basic-drugs': '05-16',
  'substance-families': '06-25',
  'suicide-prevention': '06-28 07-01 07-09 08-06 08-21',
  'csa-pathway': '07-03',
  'supporting-families': '07-05',
  'outcome-star': '07-08',
  'rhrt-full': '07-11',
  'csa-signs': '07-16',
  'suicide-prevention-forum': '07-16',
  'rpc-l1': '08-07',
}

export const DATES_ELSEWHERE: Record<string, string> = {
  aces: '04-09 04-16 05-07 05-21 06-27 07-02 07-16 07-30 08-13 08-28',
  'trauma-healthcare': '07-23',
  'change-makers': '04-26 05-31 06-28 07-26',
  emvawg: '04-24 05-30 06-27 07-24 08-29',
  'exploitation-webinar': '04-08 04-22 05-22 06-24 07-08 07-22 08-05 08-19',
  mvp: '04-26 05-31 06-28 07-26',
  'public-health-violence': '04-03 04-23 05-14 05-28 06-25 07-09 07-23 08-06 08-20',
  'svd-briefing': '04-26 05-24 07-19 08-23',
  'sport-svd': '07-11 08-19',
  'trauma-informed': '04-02 05-01 05-15 07-01 07-15 07-29 08-12 08-27',
  'trauma-early-years': '04-25 05-23 06-27 07-25 08-29',
}

/** The days of one course as London days of 2024. */
export const daysOf = (dates: string): string[] => dates.split(' ').map(day => `2024-${day}`)
