/** Who delivers; only the first is the partnership itself. */
export const PROVIDERS = [
  { key: 'wsp', name: 'Walsall Safeguarding Partnership', internal: true },
  { key: 'vrp', name: 'West Midlands Violence Reduction Partnership', internal: false },
  { key: 'cgl', name: 'CGL, The Beacon', internal: false },
  { key: 'csa-centre', name: 'Centre of Expertise on Child Sexual Abuse', internal: false },
  { key: 'birmingham-mind', name: 'Birmingham Mind', internal: false },
]
