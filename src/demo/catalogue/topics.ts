/** The partnership's 2023-25 priorities first, then the other subjects on offer; lists keep this order. */
export const TOPICS = [
  { key: 'child-neglect', name: 'Child neglect', priority: true },
  { key: 'self-neglect', name: 'Self-neglect and hoarding', priority: true },
  { key: 'exploitation', name: 'All-age exploitation', priority: true },
  { key: 'child-sexual-abuse', name: 'Child sexual abuse', priority: true },
  { key: 'thresholds', name: 'Thresholds and early help', priority: false },
  { key: 'safeguarding-core', name: 'Core safeguarding', priority: false },
  { key: 'mental-health', name: 'Mental health and suicide prevention', priority: false },
  { key: 'substance-misuse', name: 'Drugs and alcohol', priority: false },
  { key: 'trauma', name: 'Trauma and adversity', priority: false },
  { key: 'violence', name: 'Serious violence', priority: false },
  { key: 'parental-conflict', name: 'Reducing parental conflict', priority: false },
  { key: 'mental-capacity', name: 'Mental capacity and the Care Act', priority: false },
]
