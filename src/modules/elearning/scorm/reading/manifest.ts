/** One thing to open, in the order in which it is to be taken. */
export interface PackageItem {
  identifier: string
  title: string
  /** As the package would open it: the file with its parameters, such as `shared/start.html?page=1`. */
  href: string
  /** The file of it, as it is named in the archive. */
  file: string
  /** `sco` speaks to us while it runs; an `asset` is only looked at. */
  kind: 'sco' | 'asset'
  /** The score that passes, as a share: 0.8 for 80 of 100; null: the item says itself whether it was passed. */
  mastery: number | null
  /** Handed to the item when it starts. */
  launchData: string
  maxTime: string
  timeLimitAction: string
  /** How much of it must be done to be complete (2004), as a share; null: the item says so itself. */
  completionThreshold: number | null
}

/** What the package says about the order of its items, and what becomes of that here. Each line is a sentence. */
export interface Sequencing {
  order: 'as listed'
  /** Nobody goes back to an item that is done. */
  forwardOnly: boolean
  recorded: string[]
  honoured: string[]
  notHonoured: string[]
}

export type Standard = 'SCORM 1.2' | 'SCORM 2004 2nd Edition' | 'SCORM 2004 3rd Edition' | 'SCORM 2004 4th Edition'

export interface Manifest {
  standard: Standard
  title: string
  items: PackageItem[]
  sequencing: Sequencing
}

export const is2004 = ({ standard }: Pick<Manifest, 'standard'>): boolean => standard !== 'SCORM 1.2'
