/** How many days before the first session people may be reminded, both counted, and how often. */
export const LEAST_DAYS = 1
export const MOST_DAYS = 60
export const MOST_REMINDERS = 5

/** The days of a list as the desk types it ("14, 2"), longest before first; empty for no reminder; null for what is no such list. */
export function readReminderDays(typed: string): number[] | null {
  const parts = typed.split(/[\s,;]+/).filter(part => part !== '')
  const days = parts.map(part => (/^\d{1,2}$/.test(part) ? Number(part) : Number.NaN))
  const sound = days.every(day => day >= LEAST_DAYS && day <= MOST_DAYS)
  if (!sound || days.length > MOST_REMINDERS || new Set(days).size < days.length) return null
  return days.sort((a, b) => b - a)
}
