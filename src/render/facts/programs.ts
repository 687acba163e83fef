import {attributeEvidence, attributeValue, type Entity} from '../../model/entity.ts'
import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import {neighboursOf} from '../../model/program-neighbours.ts'
import {componentsOf, typeOf} from '../../model/program-parts.ts'
import {placesInOrder} from './evidence-places.ts'
import type {ReportIndex} from './report-index.ts'

/** A program or copybook by its size, its complexity and who needs it. What no scanner counted is left out. */
export interface ProgramRow {
  readonly id: string
  readonly name: string
  /** `program`, `copybook`. */
  readonly type: string
  readonly language?: string
  /** Lines of code, without comments. */
  readonly codeLines?: number
  /** Statements that decide where it goes. */
  readonly decisions?: number
  /** Statements that lead out of it. */
  readonly statements?: number
  /** Calls whose names a run decides, wholly or in part. */
  readonly openCalls: number
  /** How many things begin, call or take it in; what calls it through an endpoint counts, and then the endpoint does not. */
  readonly callers: number
  /** Nothing of what was scanned begins it, calls it or takes it in. */
  readonly isUncalled: boolean
  readonly place: string
}

/** The programs and copybooks of a system, and how many jobs and transactions it has. */
export interface SystemPrograms {
  /** The largest first, those of no known size last. */
  readonly programs: readonly ProgramRow[]
  readonly copybooks: readonly ProgramRow[]
  /** By id. */
  readonly jobs: readonly Entity[]
  readonly transactions: readonly Entity[]
}

const found = oncePer((_: ReportIndex) => new Map<string, SystemPrograms | undefined>())

/** What a system has of programs; undefined where no scanner found any. */
export function programsOf(index: ReportIndex, system: string): SystemPrograms | undefined {
  const known = found(index)
  if (!known.has(system)) known.set(system, readPrograms(index, system))
  return known.get(system)
}

function readPrograms(index: ReportIndex, system: string): SystemPrograms | undefined {
  const parts = componentsOf(index, system).flatMap((id) => index.entities.get(id) ?? [])
  const byType = Map.groupBy(parts, typeOf)
  const programs = (byType.get('program') ?? []).map((one) => rowOf(index, one)).toSorted(bySize)
  const jobs = byType.get('job') ?? []
  if (programs.length + jobs.length === 0) return undefined
  const begun = new Set(programs.flatMap(({id}) => transactionsOf(index, id)))
  return {
    programs,
    copybooks: (byType.get('copybook') ?? []).map((one) => rowOf(index, one)).toSorted(bySize),
    jobs,
    transactions: [...begun].toSorted(compareText).flatMap((id) => index.entities.get(id) ?? []),
  }
}

function transactionsOf(index: ReportIndex, program: string): readonly string[] {
  return (index.relationsTo.get(program) ?? []).flatMap(({type, from}) =>
    type === 'DEPENDS_ON' && typeOf(index.entities.get(from)) === 'transaction' ? [from] : [],
  )
}

function rowOf(index: ReportIndex, entity: Entity): ProgramRow {
  const number = (key: string): number | undefined => {
    const value = attributeValue(entity, key)
    return typeof value === 'number' ? value : undefined
  }
  const [language, codeLines, decisions] = [
    attributeValue(entity, 'language'),
    number('codeLines'),
    number('decisions'),
  ]
  const [statements, open] = [attributeValue(entity, 'statements'), attributeValue(entity, 'callsByDataItem')]
  const callers = callersOf(index, entity.id)
  return {
    id: entity.id,
    name: index.nameOf(entity.id),
    type: typeOf(entity),
    ...(typeof language === 'string' && {language}),
    ...(codeLines !== undefined && {codeLines}),
    ...(decisions !== undefined && {decisions}),
    ...(typeof statements === 'object' && statements !== null && {statements: sumOf(Object.values(statements))}),
    openCalls: Array.isArray(open) ? open.length : 0,
    callers,
    isUncalled: callers === 0 && attributeValue(entity, 'noCallerSeen') === true,
    place: placesInOrder(index, attributeEvidence(entity, 'type'))[0] ?? '',
  }
}

function sumOf(counts: readonly unknown[]): number {
  return counts.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0)
}

const calling: readonly string[] = ['begun-by', 'called-by', 'taken-in-by', 'used-by']

function callersOf(index: ReportIndex, id: string): number {
  const all = new Set(
    neighboursOf(index, id).flatMap((one) => (calling.includes(one.role) && one.via === undefined ? [one.id] : [])),
  )
  const isBetween = (one: string): boolean =>
    typeOf(index.entities.get(one)) === 'endpoint' &&
    (index.relationsTo.get(one) ?? []).some(({type, from}) => type === 'CALLS' && all.has(from))
  return [...all].filter((one) => !isBetween(one)).length
}

function bySize(a: ProgramRow, b: ProgramRow): number {
  return (
    (b.codeLines ?? -1) - (a.codeLines ?? -1) ||
    (b.decisions ?? -1) - (a.decisions ?? -1) ||
    compareText(a.name, b.name) ||
    compareText(a.id, b.id)
  )
}
