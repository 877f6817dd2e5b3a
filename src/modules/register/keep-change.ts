import type { EntityManager } from 'typeorm'
import { RegisterChange } from './register-change.entity.js'

/** Keeps who closed or reopened a register, when and why, for good. */
export async function keepChange(tx: EntityManager, change: Omit<RegisterChange, 'occurrence' | 'by'>): Promise<void> {
  await tx.getRepository(RegisterChange).insert(change)
}
