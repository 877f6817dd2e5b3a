import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Manifest } from './reading/manifest.js'

const MOST_KEPT = 200

/** The manifests of packages, kept in memory: a package never changes. */
@Injectable()
export class Manifests {
  private readonly kept = new Map<string, Promise<Manifest | null>>()

  constructor(private readonly database: DataSource) {}

  of(packageId: string): Promise<Manifest | null> {
    const known = this.kept.get(packageId)
    if (known) return known
    const read = this.read(packageId)
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(packageId, read)
    // A package that is not there yet, or a database that is away, is asked for again.
    void read.then(
      found => found ?? this.kept.delete(packageId),
      () => this.kept.delete(packageId),
    )
    return read
  }

  private async read(packageId: string): Promise<Manifest | null> {
    const [row] = await this.database.query<{ manifest: Manifest }[]>('SELECT manifest FROM scorm_package WHERE id = $1', [packageId])
    return row?.manifest ?? null
  }
}
