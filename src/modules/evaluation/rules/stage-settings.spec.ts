import { describe, expect, it } from '@jest/globals'
import { DEFAULT_SETTINGS, demandedStage, settingProblems, settingsOf, STAGES, type Stage, type StageSettings } from './stage-settings.js'

const settings = (change: Partial<StageSettings>): StageSettings => ({ ...DEFAULT_SETTINGS, ...change })

describe('how a course is evaluated', () => {
  it('is at all four stages, the certificate waiting for the form after the course, unless its own settings say otherwise', () => {
    expect(settingsOf(null)).toEqual({ stages: ['pre', 'post', 'impact', 'manager'], ...rest })
    expect(settingsOf(undefined)).toEqual(DEFAULT_SETTINGS)
    const own = settings({ stages: ['post'] })
    expect(settingsOf(own)).toBe(own)
    expect(settingProblems(DEFAULT_SETTINGS)).toEqual([])
  })
  const rest = { gateJoining: false, gateCertificate: true, impactWeeks: 8, managerMonths: 6 }

  it.each<[Partial<StageSettings>, string[]]>([
    [{ impactWeeks: 1 }, []],
    [{ impactWeeks: 52 }, []],
    [{ impactWeeks: 0 }, ['impactWeeks']],
    [{ impactWeeks: 53 }, ['impactWeeks']],
    [{ impactWeeks: 1.5 }, ['impactWeeks']],
    [{ impactWeeks: Number.NaN }, ['impactWeeks']],
    [{ impactWeeks: 0, stages: ['post'] }, []],
    [{ managerMonths: 1 }, []],
    [{ managerMonths: 24 }, []],
    [{ managerMonths: 0 }, ['managerMonths']],
    [{ managerMonths: 25 }, ['managerMonths']],
    [{ managerMonths: 25, stages: ['post'] }, []],
    [{ gateJoining: true }, []],
    [{ gateJoining: true, stages: ['post'] }, ['gateJoining']],
    [{ stages: ['pre'] }, ['gateCertificate']],
    [{ stages: [], gateCertificate: false }, []],
  ])('%j', (change, fields) => {
    expect(settingProblems(settings(change)).map(one => one.field)).toEqual(fields)
  })

  it('holds something back only for a stage that is asked, and only where it is told to', () => {
    for (let chosen = 0; chosen < 16; chosen += 1) {
      const stages = STAGES.filter((_, i): _ is Stage => (chosen >> i) % 2 === 1)
      for (const on of [true, false]) {
        const own = settings({ stages, gateJoining: on, gateCertificate: on })
        expect(demandedStage(own, 'joining details')).toBe(on && stages.includes('pre') ? 'pre' : null)
        expect(demandedStage(own, 'certificate')).toBe(on && stages.includes('post') ? 'post' : null)
      }
    }
  })
})
