import type {SystemAssessment} from '../model/assessment.ts'
import {criteria} from '../model/criteria.ts'
import {attributeValue, type Entity} from '../model/entity.ts'
import {systemBlockers} from '../model/system-blockers.ts'
import type {Estate} from '../model/estate.ts'
import type {Disposition, DispositionName} from '../model/roadmap.ts'
import type {CalendarDate, Json} from '../model/values.ts'

/** What a disposition rule may look at. */
export interface SystemSituation {
  readonly system: Entity
  readonly assessment: SystemAssessment | undefined
  readonly asOf: CalendarDate
  /** Systems that depend on it directly. */
  readonly dependants: number
  readonly dependantsComplete: boolean
  /** What stands in the way of a move, in words: declared, or found in the source of its components. */
  readonly blockers: readonly string[]
}

type Option = Disposition['options'][number]

/** One of the seven Rs: a score from 0 to 100 with the facts that decided it, those that are missing, and why not. */
export interface DispositionRule {
  readonly disposition: DispositionName
  readonly weigh: (situation: SystemSituation) => Omit<Option, 'disposition'>
}

/** Gathers the grounds of one option. */
export class Grounds {
  readonly #because: string[] = []
  readonly #missing: string[] = []
  readonly #whyNot: string[] = []
  #score: number

  constructor(start: number) {
    this.#score = start
  }

  for(points: number, because: string): this {
    this.#score += points
    this.#because.push(because)
    return this
  }

  against(points: number, whyNot: string): this {
    this.#score -= points
    this.#whyNot.push(whyNot)
    return this
  }

  unknown(missing: string): this {
    this.#missing.push(missing)
    return this
  }

  option(): Omit<Option, 'disposition'> {
    return {
      score: Math.max(0, Math.min(100, this.#score)),
      because: this.#because,
      missing: this.#missing,
      whyNot: this.#whyNot,
    }
  }
}

/** How long its products stay in support, by the evidence; by a person's score alone only where there is no evidence. */
export function supportOf(assessment: SystemAssessment | undefined) {
  const {proposed, declared} = assessment?.criteria.L1 ?? {}
  if (proposed && (proposed.low > 1 || proposed.high < criteria.L1.maximum))
    return {low: proposed.low, high: proposed.high, said: proposed.rationale}
  if (!declared) return undefined
  const by = declared.assessor ? ` by ${declared.assessor}` : ''
  return {low: declared.score, high: declared.score, said: `End of support is scored ${declared.score}${by}`}
}

/** A field of an attribute that is an object, such as `hosting.kind`. */
export function field(system: Entity, attribute: string, key: string): Json | undefined {
  const value = attributeValue(system, attribute)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const found: unknown = Reflect.get(value, key)
  return found as Json | undefined // attributes hold JSON only
}

export function situations(
  estate: Estate,
  assessments: readonly SystemAssessment[],
  asOf: CalendarDate,
): readonly SystemSituation[] {
  const blockersOf = systemBlockers(estate.entities, estate.relations)
  const byId = new Map(assessments.map((assessment) => [assessment.system, assessment]))
  const dependants = new Map<string, Set<string>>()
  for (const {type, from, to} of estate.relations)
    if (type === 'DEPENDS_ON') dependants.set(to, (dependants.get(to) ?? new Set()).add(from))
  return estate.entities
    .filter(({kind}) => kind === 'system')
    .map((system) => ({
      system,
      assessment: byId.get(system.id),
      asOf,
      dependants: dependants.get(system.id)?.size ?? 0,
      dependantsComplete: attributeValue(system, 'dependantsComplete') === true,
      blockers: blockersOf(system.id).map(({words}) => words),
    }))
}
