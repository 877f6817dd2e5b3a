/** Who sends delegates. `group` is the sector that reports use. */
export interface AgencyData {
  key: string
  name: string
  group: string
  /** How many of the demo's people work here; with the trainers they come to 2,400. */
  people: number
  /** How readily they book, 1 being usual: education and the voluntary sector are under-represented in the published year. */
  pull: number
}

const agency = (key: string, name: string, group: string, people: number, pull: number): AgencyData => ({ key, name, group, people, pull })

export const AGENCIES: AgencyData[] = [
  agency('childrens-social-care', "Walsall Council - Children's Social Care", 'Local authority', 507, 2.2),
  agency('adult-social-care', 'Walsall Council - Adult Social Care', 'Local authority', 200, 1),
  agency('early-help', 'Walsall Council - Early Help', 'Local authority', 150, 1.6),
  agency('exploitation-team', 'Walsall Council - Exploitation Team', 'Local authority', 30, 1.4),
  agency('council-housing', 'Walsall Council - Housing', 'Local authority', 50, 0.8),
  agency('public-health', 'Walsall Council - Public Health', 'Local authority', 30, 1),
  agency('youth-justice', 'Walsall Council - Youth Justice Service', 'Local authority', 50, 1.3),
  agency('walsall-healthcare', 'Walsall Healthcare NHS Trust', 'Health', 300, 1),
  agency('bchft', 'Black Country Healthcare NHS Foundation Trust', 'Health', 130, 0.9),
  agency('icb', 'Black Country Integrated Care Board', 'Health', 40, 0.9),
  agency('gp-practice', 'GP practice (Walsall)', 'Health', 90, 0.6),
  agency('ambulance', 'West Midlands Ambulance Service', 'Health', 40, 0.5),
  agency('police', 'West Midlands Police', 'Police', 130, 0.9),
  agency('probation', 'Probation Service (Walsall and Wolverhampton)', 'Probation', 60, 0.9),
  agency('fire', 'West Midlands Fire Service', 'Fire and rescue', 40, 0.7),
  agency('primary-school', 'Primary school', 'Education', 110, 0.45),
  agency('secondary-school', 'Secondary school', 'Education', 70, 0.4),
  agency('special-school', 'Special school', 'Education', 25, 0.5),
  agency('early-years', 'Nursery or early years setting', 'Education', 60, 0.4),
  agency('college', 'College', 'Education', 30, 0.35),
  agency('whg', 'Walsall Housing Group', 'Housing', 80, 0.9),
  agency('green-square-accord', 'Green Square Accord', 'Housing', 40, 0.8),
  agency('cgl-beacon', 'Change Grow Live (The Beacon)', 'Voluntary and community', 45, 0.6),
  agency('street-teams', 'Street Teams', 'Voluntary and community', 25, 0.6),
  agency('womens-aid', "Black Country Women's Aid", 'Voluntary and community', 30, 0.6),
  agency('healthwatch', 'Healthwatch Walsall', 'Voluntary and community', 25, 0.5),
]

export const VOLUNTARY = 'Voluntary and community'
