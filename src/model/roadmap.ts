import {z} from 'zod'
import {origin} from './document.ts'
import {PluginFailure} from './plugin.ts'
import {CalendarDate, SystemId} from './values.ts'

/** The seven Rs. */
export const DispositionName = z.enum([
  'retire',
  'repurchase',
  'relocate',
  'rehost',
  'replatform',
  'refactor',
  'retain',
])
export type DispositionName = z.infer<typeof DispositionName>

const Option = z.strictObject({
  disposition: DispositionName,
  /** 0 to 100; comparable only between the options of one system. */
  score: z.number(),
  because: z.array(z.string()).readonly(),
  missing: z.array(z.string()).readonly(),
  whyNot: z.array(z.string()).readonly(),
})

export const Disposition = z.strictObject({
  system: SystemId,
  options: z.array(Option).readonly(),
  /** Left out where nobody chose and no fact speaks for one: it is not decided, and the plan leaves the system where it is. */
  chosen: DispositionName.optional(),
  /** A person chose it; otherwise the rules did. */
  chosenBy: z.string().optional(),
  /** True when the effort below comes from the table of disposition by size, not from a declaration. */
  effortAssumed: z.boolean(),
  /** Person-days by skill. */
  effort: z.record(z.string(), z.number()),
  weeks: z.number().int(),
})
export type Disposition = Readonly<z.infer<typeof Disposition>>

/** Whether the plan moves a system: one that is retained stays, and so does one of which nothing is decided. */
export function isMoved({chosen}: Pick<Disposition, 'chosen'>): boolean {
  return chosen !== undefined && chosen !== 'retain'
}

/** Person-days by skill. */
const bySkill = z.record(z.string(), z.number())

export const Placement = z.strictObject({
  group: z.string(),
  /** The ordinal number of its wave, from 1. */
  wave: z.number().int(),
  start: CalendarDate,
  /** The cut-over. */
  end: CalendarDate,
  effort: bySkill,
  /** By period id, then skill. */
  use: z.record(z.string(), bySkill),
  /** Why not earlier: "waits for ...", "database team full in 2027-Q2", "blackout: ...", "nothing: at the start". */
  binding: z.string(),
  /** The group that it waits for, where that is why. */
  waitsFor: z.string().optional(),
})
export type Placement = Readonly<z.infer<typeof Placement>>

export const Roadmap = z.strictObject({
  schema: z.literal('domesday/roadmap@1'),
  ...origin,
  from: CalendarDate,
  periods: z.array(z.strictObject({id: z.string(), start: CalendarDate, end: CalendarDate})).readonly(),
  /** By period id, then skill; what is available. */
  capacity: z.record(z.string(), bySkill),
  dispositions: z.array(Disposition).readonly(),
  groups: z.array(z.strictObject({id: z.string(), systems: z.array(SystemId).readonly(), why: z.string()})).readonly(),
  /** What is bridged, and at what price: order given up inside a cycle, and ties of moving systems to retained ones. */
  cuts: z
    .array(
      z.strictObject({
        between: z.tuple([SystemId, SystemId]).readonly(),
        how: z.string(),
        personDays: z.number(),
        why: z.string(),
      }),
    )
    .readonly(),
  placements: z.array(Placement).readonly(),
  waves: z
    .array(
      z.strictObject({
        id: z.number().int(),
        period: z.string(),
        start: CalendarDate,
        end: CalendarDate,
        groups: z.array(z.string()).readonly(),
        systems: z.array(SystemId).readonly(),
        /** Red-rated systems whose rating the wave ends. */
        frees: z.array(SystemId).readonly(),
      }),
    )
    .readonly(),
  deadlines: z
    .array(
      z.strictObject({
        system: SystemId,
        what: z.string(),
        date: CalendarDate,
        met: z.boolean(),
        cutOver: CalendarDate.optional(),
      }),
    )
    .readonly(),
  /** Weeks from `from`. */
  bound: z
    .strictObject({makespan: z.number(), lowerBound: z.number(), gapPercent: z.number(), status: z.string()})
    .optional(),
  /** Group ids, first to last. */
  criticalPath: z.array(z.string()).readonly().optional(),
  /** Red-rated systems at each period's end; `...CouldBe` counts those that could be red as well. */
  burnDown: z
    .array(
      z.strictObject({
        period: z.string(),
        planned: z.number().int(),
        doingNothing: z.number().int(),
        plannedCouldBe: z.number().int(),
        doingNothingCouldBe: z.number().int(),
      }),
    )
    .readonly(),
  unplaced: z.array(z.strictObject({group: z.string(), why: z.string()})).readonly(),
  /** Plugins' rules that could not be used; left out when there are none. */
  failures: z.array(PluginFailure).readonly().optional(),
})
export type Roadmap = Readonly<z.infer<typeof Roadmap>>
