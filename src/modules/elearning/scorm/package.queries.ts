import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Manifest } from './reading/manifest.js'

export interface PackageRow {
  id: string
  filename: string
  bytes: string
  uploadedAt: Date
  uploadedBy: string | null
  manifest: Manifest
  /** Courses that are taken with it now. */
  courses: { key: string; title: string }[]
}

const PACKAGES = `
  SELECT k.id, k.filename, k.bytes, k.uploaded_at AS "uploadedAt", p.name AS "uploadedBy", k.manifest,
    coalesce((SELECT json_agg(json_build_object('key', c.key, 'title', c.title) ORDER BY c.title)
      FROM module m JOIN course c ON c.id = m.course_id
      JOIN LATERAL (SELECT content FROM module_version WHERE module_id = m.id ORDER BY number DESC LIMIT 1) v ON true
      WHERE m.kind = 'scorm' AND m.state = 'published' AND v.content ->> 'packageId' = k.id::text), '[]') AS courses
  FROM scorm_package k LEFT JOIN person p ON p.id = k.uploaded_by_id`
const COURSES = `SELECT key AS value, title AS text FROM course WHERE kind = 'e-learning' AND NOT retired ORDER BY title`
const MOST = 200

/** What the pages of packages read. */
@Injectable()
export class PackageQueries {
  constructor(private readonly database: DataSource) {}

  /** The newest first. */
  all(): Promise<PackageRow[]> {
    return this.database.query(`${PACKAGES} ORDER BY k.uploaded_at DESC, k.id DESC LIMIT ${MOST}`)
  }

  async one(id: string): Promise<PackageRow | null> {
    const [row] = await this.database.query<PackageRow[]>(`${PACKAGES} WHERE k.id = $1`, [id])
    return row ?? null
  }

  /** The courses that a package may be published for, as choices. */
  courses(): Promise<{ value: string; text: string }[]> {
    return this.database.query(COURSES)
  }
}
