import type {SystemAssessment} from '../model/assessment.ts'
import type {Estate} from '../model/estate.ts'
import {ruleText, type RuleWeight, type RuleWeights} from '../model/plugin.ts'
import {type Disposition, DispositionName} from '../model/roadmap.ts'
import type {CalendarDate, Json} from '../model/values.ts'
import {allDispositions} from './all-dispositions.ts'
import {littleKnown} from './dispositions/retain.ts'
import {field, situations, type SystemSituation} from './disposition-rule.ts'

interface Effort {
  readonly skills: Readonly<Record<string, number>>
  readonly weeks: number
}

/** Person-days and weeks by disposition for a system of middling size: assumed, and labelled so wherever shown. */
const assumedEffort: Readonly<Record<DispositionName, Effort>> = {
  retire: {skills: {developer: 10}, weeks: 6},
  repurchase: {skills: {developer: 60, tester: 30}, weeks: 26},
  relocate: {skills: {cloud: 25, tester: 10}, weeks: 8},
  rehost: {skills: {cloud: 35, tester: 15}, weeks: 10},
  replatform: {skills: {developer: 70, cloud: 40, tester: 30}, weeks: 20},
  refactor: {skills: {developer: 180, cloud: 40, tester: 70}, weeks: 36},
  retain: {skills: {}, weeks: 0},
}

/** Every option of every system with its grounds; a person's choice wins over the rules'. */
export function chooseDispositions(
  estate: Estate,
  assessments: readonly SystemAssessment[],
  asOf: CalendarDate,
  weights: RuleWeights = new Map(),
): readonly Disposition[] {
  const choices = new Map(
    estate.judgements.filter(({about}) => about === 'disposition').map((judgement) => [judgement.subject, judgement]),
  )
  return situations(estate, assessments, asOf).map((situation) => {
    const own = weights.get(situation.system.id) ?? []
    const options = allDispositions.map(({disposition, weigh}) => weighed({disposition, ...weigh(situation)}, own))
    const best = options.reduce((a, b) => (b.score > a.score ? b : a))
    const judgement = choices.get(situation.system.id)
    const said = DispositionName.safeParse(judgement?.value)
    const chosen = said.success ? said.data : decidedBy(best)
    return {
      system: situation.system.id,
      options,
      ...(chosen && {chosen}),
      ...(said.success && {chosenBy: judgement?.assessor ?? 'a declaration'}),
      ...effortOf(situation, chosen),
    }
  })
}

/** What the rules conclude. To leave a system where it is for want of facts is no conclusion: it is not decided. */
function decidedBy({disposition, because}: Disposition['options'][number]): DispositionName | undefined {
  return disposition === 'retain' && because.every((ground) => ground === littleKnown) ? undefined : disposition
}

/** An option with what plugins' rules hold for or against it, each with its name. */
function weighed(option: Disposition['options'][number], weights: readonly RuleWeight[]): typeof option {
  const own = weights.filter(({disposition}) => disposition === option.disposition)
  const told = (rules: readonly RuleWeight[]) => rules.map((rule) => `${rule.because} (${ruleText(rule)})`)
  return {
    ...option,
    score: Math.max(
      0,
      Math.min(
        100,
        own.reduce((sum, {points}) => sum + points, option.score),
      ),
    ),
    because: [...option.because, ...told(own.filter(({points}) => points >= 0))],
    whyNot: [...option.whyNot, ...told(own.filter(({points}) => points < 0))],
  }
}

function effortOf(
  {system, dependants}: SystemSituation,
  chosen: DispositionName | undefined,
): Pick<Disposition, 'effort' | 'effortAssumed' | 'weeks'> {
  const declared = skillsOf(field(system, 'migration', 'effort'))
  const weeks = field(system, 'migration', 'weeks')
  if (chosen === undefined || chosen === 'retain') return {effort: {}, effortAssumed: false, weeks: 0}
  // A system that many depend on takes more work at its edges.
  const size = dependants > 5 ? 1.5 : dependants > 2 ? 1.2 : 1
  const assumed = assumedEffort[chosen]
  return {
    effort:
      declared ??
      Object.fromEntries(Object.entries(assumed.skills).map(([skill, days]) => [skill, Math.round(days * size)])),
    effortAssumed: declared === undefined,
    weeks: typeof weeks === 'number' ? weeks : Math.ceil(assumed.weeks * size),
  }
}

function skillsOf(value: Json | undefined): Readonly<Record<string, number>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.fromEntries(
    Object.entries(value)
      .flatMap(([skill, days]) => (typeof days === 'number' ? [[skill, days] as const] : []))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}
