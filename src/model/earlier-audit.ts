import {z} from 'zod'
import {type Assessments, Verdict} from './assessment.ts'
import {type CriterionId, criterionIds} from './criteria.ts'
import {type Disposition, DispositionName, type Roadmap} from './roadmap.ts'
import {oncePer} from './once-per.ts'
import {CalendarDate, Sha256} from './values.ts'

/** What a plan does with a system. */
export const EarlierPlan = z.strictObject({
  /** Left out where it is not decided. */
  treatment: DispositionName.optional(),
  /** Of all skills. */
  personDays: z.number(),
  /** Where the plan places it: its wave, the last day of its work, and whether that ends its red rating. */
  wave: z.number().int().optional(),
  end: CalendarDate.optional(),
  endsRed: z.literal(true).optional(),
})
export type EarlierPlan = Readonly<z.infer<typeof EarlierPlan>>

/** What a roadmap does with each system, as far as a later audit compares it. */
export function keptPlans({dispositions, groups, placements, waves}: Roadmap): ReadonlyMap<string, EarlierPlan> {
  const placementOf = new Map(placements.map((placement) => [placement.group, placement]))
  const groupOf = new Map(groups.flatMap(({id, systems}) => systems.map((system) => [system, id] as const)))
  const freed = new Set(waves.flatMap(({frees}) => frees))
  const plan = ({system, chosen, effort}: Disposition): EarlierPlan => {
    const placement = placementOf.get(groupOf.get(system) ?? '')
    return {
      ...(chosen && {treatment: chosen}),
      personDays: Object.values(effort).reduce((sum, days) => sum + days, 0),
      ...(placement && {wave: placement.wave, end: placement.end}),
      ...(placement && freed.has(system) && {endsRed: true as const}),
    }
  }
  return new Map(dispositions.map((disposition) => [disposition.system, plan(disposition)]))
}

/** What an audit found of a system, as far as a later one compares it. */
export const EarlierSystem = z.strictObject({
  system: z.string(),
  name: z.string(),
  redRated: Verdict,
  hardlyKnown: z.boolean(),
  /** The overall risk's ends as exact fractions: `2684/168`. */
  low: z.string(),
  high: z.string(),
  /** Low and high of each criterion, in the framework's order, a digit each: an estate has many, and several audits. */
  scores: z.string().regex(new RegExp(`^\\d{${2 * criterionIds.length}}$`)),
  /** Left out by an audit that kept none: what it was is not known. */
  plan: EarlierPlan.optional(),
})
export type EarlierSystem = Readonly<z.infer<typeof EarlierSystem>>

type Ends = Readonly<Record<CriterionId, {readonly low: number; readonly high: number}>>

/** The scores of a system as an earlier audit keeps them. */
export function keptScores(criteria: Ends): string {
  return criterionIds.map((id) => `${criteria[id].low}${criteria[id].high}`).join('')
}

/** What it keeps of one criterion. */
export function keptScore({scores}: EarlierSystem, id: CriterionId): {readonly low: number; readonly high: number} {
  const at = 2 * criterionIds.indexOf(id)
  return {low: Number(scores[at]), high: Number(scores[at + 1])}
}

/** What an audit found of every system, as a later one compares it. */
export function keptSystems(assessments: Pick<Assessments, 'systems'>, roadmap: Roadmap): readonly EarlierSystem[] {
  return keptOf(assessments)(roadmap)
}

/** The history, the report and the snapshot ask for the same. */
const keptOf = oncePer((assessments: Pick<Assessments, 'systems'>) =>
  oncePer((roadmap: Roadmap) => foundSystems(assessments, roadmap)),
)

function foundSystems({systems}: Pick<Assessments, 'systems'>, roadmap: Roadmap): readonly EarlierSystem[] {
  const plans = keptPlans(roadmap)
  return systems.map(({system, name, redRated, hardlyKnown, overall, criteria}) => {
    const plan = plans.get(system)
    return {
      ...{system, name, redRated, hardlyKnown},
      ...overall.exact,
      scores: keptScores(criteria),
      ...(plan && {plan}),
    }
  })
}

/** The figures of an audit that was made of the same folder before. */
export const EarlierAudit = z.strictObject({
  /** Of its as-of date and its figures: an audit that finds the same is the same audit. */
  sha256: Sha256,
  asOf: CalendarDate,
  systems: z.array(EarlierSystem).readonly(),
})
export type EarlierAudit = Readonly<z.infer<typeof EarlierAudit>>

/**
 * `.domesday/audits.json`: the last audits of a folder, the newest last. Lost, the next audit is the first. Of each only
 * what tells which one to compare with is read; the rest is looked at, by the schema above, of that one alone.
 */
export const EarlierAudits = z.strictObject({
  schema: z.literal('domesday/earlier-audits@2'),
  audits: z.array(EarlierAudit.extend({systems: z.array(z.unknown()).readonly()})).readonly(),
})
export type EarlierAudits = Readonly<z.infer<typeof EarlierAudits>>
