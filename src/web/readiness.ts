import { Injectable } from '@nestjs/common'

/** What a process leans on beside its database, told by the modules below that know it. */
@Injectable()
export class Readiness {
  private readonly parts = new Map<string, () => Promise<boolean>>()

  /** `answers` must come to an end by itself within seconds. */
  register(name: string, answers: () => Promise<boolean>): void {
    this.parts.set(name, answers)
  }

  /** Each part and whether it answers. Pages are served without them, so none makes the process less than ready. */
  async all(): Promise<Record<string, 'ok' | 'away'>> {
    const asked = [...this.parts].map(async ([name, answers]) => [name, (await answers()) ? 'ok' : 'away'] as const)
    return Object.fromEntries(await Promise.all(asked))
  }
}
