import {z} from 'zod'
import type {CriterionId} from './criteria.ts'
import type {Coverage} from './inventory.ts'
import {recordId} from './ids.ts'
import {Confidence, Sha256} from './values.ts'

/** Which rule of which plugin said something. */
export const RuleSource = z.strictObject({plugin: z.string(), version: z.string(), rule: z.string()})
export type RuleSource = Readonly<z.infer<typeof RuleSource>>

/** `domesday-plugin-x 1.2.0, rule y`, as it stands beside whatever the rule changed. */
export function ruleText({plugin, version, rule}: RuleSource): string {
  return `${plugin} ${version}, rule ${rule}`
}

/** What a plugin's rule says of a criterion of one system. */
export const RuleProposal = z.strictObject({
  ...RuleSource.shape,
  effect: z.enum(['widen', 'narrow']),
  low: z.number().int(),
  high: z.number().int(),
  confidence: Confidence,
  rationale: z.string(),
  evidence: z.array(z.string()).readonly(),
  missing: z.array(z.strictObject({what: z.string(), how: z.string()})).readonly(),
})
export type RuleProposal = Readonly<z.infer<typeof RuleProposal>>

/** By system, then criterion. */
export type RuleProposals = ReadonlyMap<string, ReadonlyMap<CriterionId, readonly RuleProposal[]>>

/** A component that a plugin's rule gives to a system. */
export interface RuleClaim {
  readonly thing: string
  readonly system: string
  readonly name?: string
  /** In words, with the rule that says so. */
  readonly how: string
}

/** What a plugin's rule holds for, or against, a treatment of a system. */
export interface RuleWeight extends RuleSource {
  /** One of the seven Rs. */
  readonly disposition: string
  readonly points: number
  readonly because: string
}

/** By system. */
export type RuleWeights = ReadonlyMap<string, readonly RuleWeight[]>

/** A plugin's own section of the report: plain text, to be escaped. */
export interface WrittenSection {
  readonly plugin: string
  readonly version: string
  readonly id: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly table?: {readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[]}
}

/** A plugin, or a part of one, that could not be used: the audit went on without it. */
export const PluginFailure = z.strictObject({
  plugin: z.string(),
  /** The part: `criteria rule y`; left out, it is the whole plugin. */
  part: z.string().optional(),
  message: z.string(),
  where: z.string().optional(),
  hint: z.string().optional(),
})
export type PluginFailure = Readonly<z.infer<typeof PluginFailure>>

export function failureText({plugin, part, message, where}: PluginFailure): string {
  const place = where ? ` (${where})` : ''
  return `${part ? `${part} of ` : ''}plugin ${plugin} was not used: ${message}${place}`
}

/** An estate with what could not be used after it was made, so that every count of what is not complete has it. */
export function withFailures<T extends {readonly coverage: readonly Coverage[]}>(
  estate: T,
  ...failures: readonly (readonly PluginFailure[] | undefined)[]
): T {
  const more = failures.flatMap((some = []) => some.map(failureCoverage))
  return more.length > 0 ? {...estate, coverage: [...estate.coverage, ...more]} : estate
}

/** What was not used is a scope that was asked for and is not complete. */
export function failureCoverage(failure: PluginFailure): Coverage {
  const {plugin, part, hint} = failure
  return {
    record: 'coverage',
    id: recordId('plugin-', plugin, part ?? '', failure.message),
    scope: {plugin, ...(part && {part})},
    status: 'failed',
    reason: [failureText(failure), hint].filter(Boolean).join('. '),
  }
}

/** A plugin that domesday.yaml lists, as audit.json states it. */
export const ListedPlugin = z.strictObject({
  /** The package's name, or what domesday.yaml lists where no package was found. */
  name: z.string(),
  version: z.string().optional(),
  /** The hash of the package's files and of its dependencies' versions. */
  sha256: Sha256.optional(),
  used: z.boolean(),
  /** How many of each kind of contribution it brought. */
  brings: z.record(z.string(), z.number().int()).optional(),
  failures: z.array(PluginFailure).readonly(),
})
export type ListedPlugin = Readonly<z.infer<typeof ListedPlugin>>
