import { createHmac, timingSafeEqual } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { SETTINGS, type Settings } from '../../../config/settings.js'

/** What a window was opened with. */
export interface LaunchFacts {
  launchId: string
  packageId: string
  item: number
}

const HOUR_MS = 60 * 60 * 1000
const LAUNCH = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.(\d{1,3})\.([\w-]{43})$/
const CONTENT = /^([0-9a-f-]{36})\.(\d{6})\.([\w-]{43})$/

/**
 * Two proofs, both worked out from the product's secret. The launch's lets its window store what was learned in it, whoever is signed in by
 * then; the content's opens a package's files for a day or two. Neither says who somebody is, nor lets anybody do anything else.
 */
@Injectable()
export class LaunchToken {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  forLaunch({ launchId, packageId, item }: LaunchFacts): string {
    const facts = `${launchId}.${packageId}.${item}`
    return `${facts}.${this.proof(`launch ${facts}`)}`
  }

  readLaunch(token: unknown): LaunchFacts | null {
    const [, launchId, packageId, item, proof] = (typeof token === 'string' && LAUNCH.exec(token)) || []
    if (!launchId || !packageId || !proof) return null
    return this.holds(`launch ${launchId}.${packageId}.${item}`, proof) ? { launchId, packageId, item: Number(item) } : null
  }

  /** The same for everybody during half a day, so that browsers may keep what they have been sent. */
  forContent(packageId: string, now: Date): string {
    const until = (Math.floor(now.getTime() / HOUR_MS / 12) + 4) * 12
    return `${packageId}.${until}.${this.proof(`content ${packageId}.${until}`)}`
  }

  /** The package that the token opens; null for a forged one, and for one whose time is over. */
  readContent(token: string, now: Date): string | null {
    const [, packageId, until, proof] = CONTENT.exec(token) ?? []
    if (!packageId || !proof || !this.holds(`content ${packageId}.${until}`, proof)) return null
    return now.getTime() < Number(until) * HOUR_MS ? packageId : null
  }

  private proof(of: string): string {
    return createHmac('sha256', this.settings.secret).update(of).digest('base64url')
  }

  private holds(of: string, proof: string): boolean {
    return timingSafeEqual(Buffer.from(this.proof(of)), Buffer.from(proof))
  }
}
