import type {z} from 'zod'
import type {CriterionId} from '../model/criteria.ts'
import {criteria} from '../model/criteria.ts'
import type {Entity} from '../model/entity.ts'
import {systemId} from '../model/ids.ts'
import {type RuleClaim, type RuleProposal, ruleText, type RuleWeight, type WrittenSection} from '../model/plugin.ts'
import type {ReportFacts, SystemFacts, SystemSituation, Thing} from './api.ts'
import {type Answered, askRules} from './ask-rule.ts'
import {Claim, Proposal, SectionContent, Weight} from './department.ts'
import type {Plugins} from './load-plugins.ts'

/** Asks every assembly rule about every component, host, datastore and resource of its organisation. */
export async function askAssembly(plugins: Plugins, entities: readonly Entity[]): Promise<Answered<RuleClaim>> {
  const rules = plugins.used.flatMap((plugin) =>
    plugin.department.assembly.map(({id, organisation, claim}) => ({
      plugin,
      id,
      part: `assembly rule ${id}`,
      call: claim,
      inputs: entities.filter((entity) => entity.organisation === organisation),
    })),
  )
  return askRules(plugins, rules, {
    shown: thingOf,
    schema: Claim,
    nameOf: ({id}) => id,
    use: ({system, name, why}, {id, organisation}, source) => ({
      thing: id,
      system: systemId(organisation, system),
      ...(name && {name}),
      how: `${ruleText(source)}: ${why}`,
    }),
  })
}

/** A system with what a criterion rule is told of it. */
export interface SystemToScore {
  readonly system: string
  readonly organisation: string
  readonly factsFor: (criterion: CriterionId) => SystemFacts
}

export type SystemProposal = RuleProposal & {readonly system: string; readonly criterion: CriterionId}

/** Asks every criterion rule about every system of its plugin's organisations. */
export async function askCriteria(
  plugins: Plugins,
  systems: readonly SystemToScore[],
): Promise<Answered<SystemProposal>> {
  const rules = plugins.used.flatMap((plugin) =>
    plugin.department.criteria.map(({id, criterion, propose}) => ({
      plugin,
      id,
      part: `criteria rule ${id}`,
      call: propose,
      inputs: ofOwn(plugin, systems).map((system) => ({system, criterion, facts: system.factsFor(criterion)})),
    })),
  )
  return askRules(plugins, rules, {
    shown: ({facts}) => facts,
    schema: Proposal,
    nameOf: ({system}) => system.system,
    use: (proposal, {system, criterion, facts}, source) =>
      proposalFault(proposal, criterion, facts) ?? {...source, ...proposal, system: system.system, criterion},
  })
}

/** Why a proposal cannot be used: out of range, without the evidence that it needs, or with evidence that is not there. */
export function proposalFault(
  {effect, low, high, evidence}: Pick<RuleProposal, 'effect' | 'low' | 'high' | 'evidence'>,
  criterion: CriterionId,
  facts: SystemFacts,
): string | undefined {
  const {maximum} = criteria[criterion]
  if (low < 1 || high > maximum || low > high)
    return `${low} to ${high} is no interval of ${criterion}, which goes from 1 to ${maximum}`
  const known = evidenceOf(facts)
  const unknown = evidence.find((id) => !known.has(id))
  if (unknown !== undefined) return `the evidence '${unknown.slice(0, 40)}' is not among what it was given`
  if (evidence.length > 0) return undefined
  if (effect === 'narrow') return `it narrows ${criterion} without evidence`
  return low < facts.proposed.low
    ? `it widens ${criterion} to ${low}, lower than the ${facts.proposed.low} of the criterion's own rule, without evidence`
    : undefined
}

function evidenceOf({system, technologies, contracts, incidents, vulnerabilities, dependants, proposed}: SystemFacts) {
  const lists = [...technologies, ...contracts, ...incidents, ...vulnerabilities, ...dependants, proposed]
  const attributes = Object.values(system.attributes).flat()
  return new Set([...lists, ...attributes].flatMap(({evidence}) => evidence))
}

/** Asks every disposition rule about every system of its plugin's organisations. */
export async function askDispositions(
  plugins: Plugins,
  systems: readonly {readonly system: string; readonly organisation: string; readonly situation: SystemSituation}[],
): Promise<Answered<RuleWeight & {readonly system: string}>> {
  const rules = plugins.used.flatMap((plugin) =>
    plugin.department.dispositions.map(({id, disposition, weigh}) => ({
      plugin,
      id,
      part: `dispositions rule ${id}`,
      call: weigh,
      inputs: ofOwn(plugin, systems).map((system) => ({...system, disposition})),
    })),
  )
  return askRules(plugins, rules, {
    shown: ({situation}) => situation,
    schema: Weight,
    nameOf: ({system}) => system,
    use: (weight, {system, disposition}, source) => ({...source, ...weight, system, disposition}),
  })
}

/** Every plugin's sections of the report, in the order of domesday.yaml and of the plugin. */
export async function askSections(plugins: Plugins, facts: ReportFacts): Promise<Answered<WrittenSection>> {
  const sections = plugins.used.flatMap((plugin) => plugin.department.report.map((section) => ({plugin, ...section})))
  const rules = sections.flatMap((section) =>
    section.write === undefined
      ? []
      : [
          {
            plugin: section.plugin,
            id: section.id,
            part: `report section ${section.id}`,
            call: section.write,
            inputs: [{...section, facts: {...facts, systems: ofOwn(section.plugin, facts.systems)}}],
          },
        ],
  )
  const {answers, failures} = await askRules(plugins, rules, {
    shown: (input) => input.facts,
    schema: SectionContent,
    nameOf: ({title}) => title,
    use: (content, section) => sectionOf(section, content),
  })
  const fixed = sections.filter(({write}) => write === undefined).map((section) => sectionOf(section, section))
  const order = sections.map(({plugin, id}) => `${plugin.name} ${id}`)
  const place = ({plugin, id}: WrittenSection): number => order.indexOf(`${plugin} ${id}`)
  return {answers: [...fixed, ...answers].toSorted((a, b) => place(a) - place(b)), failures}
}

function sectionOf(
  {plugin, id, title}: {readonly plugin: Plugins['used'][number]; readonly id: string; readonly title: string},
  {paragraphs = [], table}: z.infer<typeof SectionContent>,
): WrittenSection {
  return {plugin: plugin.name, version: plugin.version, id, title, paragraphs, ...(table && {table})}
}

function ofOwn<T extends {readonly organisation: string}>(
  {department}: Plugins['used'][number],
  systems: readonly T[],
): readonly T[] {
  const own = new Set<string>(department.organisations.map(({id}) => id))
  return systems.filter(({organisation}) => own.has(organisation))
}

/** An entity as a plugin sees it: every value of every attribute, best supported first. */
export function thingOf({id, kind, name, organisation, attributes}: Entity): Thing {
  const sorted = Object.entries(attributes).map(
    ([key, items]) => [key, items.toSorted((a, b) => b.confidence - a.confidence)] as const,
  )
  return {id, kind, name, organisation, attributes: Object.fromEntries(sorted)}
}
