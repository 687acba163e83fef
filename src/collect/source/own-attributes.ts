import type {Json} from '../../model/values.ts'
import type {Owner} from './describe-modules.ts'
import type {Fact} from './languages/fact.ts'
import type {FileSeen} from './walk-tree.ts'

/** What the modules of one application say of it as a whole. */
export interface OwnAttributes {
  readonly owner: Owner
  /** Of the first of them. */
  readonly place: {readonly file: FileSeen; readonly line: number}
  readonly configurationKeys: Set<string>
  readonly programsRun: Set<string>
  readonly schedules: Set<string>
}

/** Adds what a fact says of an application, where it says something: a key of settings, a program, a schedule. */
export function addAttribute(all: Map<string, OwnAttributes>, owner: Owner, file: FileSeen, fact: Fact): void {
  const said = attributeSaid(fact)
  if (!said) return
  const own = all.get(owner.id) ?? {
    owner,
    place: {file, line: fact.line},
    configurationKeys: new Set(),
    programsRun: new Set(),
    schedules: new Set(),
  }
  own[said.key].add(said.value)
  all.set(owner.id, own)
}

type Listed = 'configurationKeys' | 'programsRun' | 'schedules'

function attributeSaid(fact: Fact): {readonly key: Listed; readonly value: string} | undefined {
  if (fact.is === 'setting' && fact.from === 'configuration') return {key: 'configurationKeys', value: fact.key}
  if (fact.is === 'process' && 'literal' in fact.program) {
    // Its arguments may hold what is secret.
    const [program = ''] = fact.program.literal.trim().split(/\s+/)
    return program && !program.includes('{}') ? {key: 'programsRun', value: program} : undefined
  }
  return fact.is === 'job' && 'literal' in fact.schedule ? {key: 'schedules', value: fact.schedule.literal} : undefined
}

/** The lists that have something, in order. */
export function listed(own: Pick<OwnAttributes, Listed>): Readonly<Record<string, Json>> {
  const lists = (['configurationKeys', 'programsRun', 'schedules'] as const).map((key) => [
    key,
    [...own[key]].toSorted(),
  ])
  return Object.fromEntries(lists.filter(([, list]) => list && list.length > 0))
}
