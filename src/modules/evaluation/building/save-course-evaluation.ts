import { Injectable } from '@nestjs/common'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { StageSettings } from '../rules/stage-settings.js'

const SAVE = `
  INSERT INTO course_evaluation AS e (course_id, stages, gate_joining, gate_certificate, impact_weeks, manager_months)
  VALUES ($1, $3, $4, $5, $6, $7)
  ON CONFLICT (course_id) DO UPDATE SET stages = EXCLUDED.stages, gate_joining = EXCLUDED.gate_joining,
    gate_certificate = EXCLUDED.gate_certificate, impact_weeks = EXCLUDED.impact_weeks, manager_months = EXCLUDED.manager_months,
    version = e.version + 1
  WHERE e.version = $2 RETURNING course_id`
const THERE = 'SELECT version FROM course_evaluation WHERE course_id = $1 FOR UPDATE'

/** How a course is evaluated. What was asked already stays as it was; what falls due from now on follows. */
@Injectable()
export class SaveCourseEvaluation {
  constructor(private readonly transaction: Transaction) {}

  /** `version`: that of the row as the page was made, 0 where the course had none. */
  run(courseId: string, version: number, settings: StageSettings, sender: RequestKey): Promise<{ saved: true } | Refusal> {
    const { stages, gateJoining, gateCertificate, impactWeeks, managerMonths } = settings
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const [there] = await tx.query<{ version: number }[]>(THERE, [courseId])
        if ((there?.version ?? 0) !== version) return refuse('settings-changed')
        const saved = await tx.query<object[]>(SAVE, [courseId, version, stages, gateJoining, gateCertificate, impactWeeks, managerMonths])
        return saved.length > 0 ? { saved: true as const } : refuse('settings-changed')
      }),
    )
  }
}
