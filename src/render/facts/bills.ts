import {attributeValue, type Entity} from '../../model/entity.ts'
import {sha256, slugOf} from '../../model/ids.ts'
import type {Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import type {ReportIndex} from './report-index.ts'
import {componentsOf} from '../../model/program-parts.ts'

export type BillScope = 'required' | 'optional' | 'excluded'

/** One package or technology of a bill. */
export interface BillItem {
  readonly thing: Entity
  /** Whether it is needed where the software runs. */
  readonly scope: BillScope
  /** The ids of what asks for it itself; empty where that is not known, or only what is asked for needs it. */
  readonly askedForBy: readonly string[]
}

/** What a system, or one application, is made of, as far as it is known. */
export interface ReportBill {
  /** Relative to `reports/`. */
  readonly path: string
  readonly of: 'system' | 'application'
  readonly root: Entity
  /** Of a system, its applications. */
  readonly applications: readonly Entity[]
  /** By id. */
  readonly items: readonly BillItem[]
}

/** The bills of materials of a report: of every system and application that a package is known of. */
export const billsOf = oncePer((index: ReportIndex): readonly ReportBill[] => {
  const owners = [...index.entities.values()].filter(({kind}) => kind === 'system' || kind === 'component')
  return owners.toSorted((a, b) => compareText(a.id, b.id)).flatMap((root) => billOf(index, root) ?? [])
})

/** The bill of one system or application; undefined where no package is known that it is made of. */
export function billOf(index: ReportIndex, root: Entity): ReportBill | undefined {
  if (!hasPackages(index)) return undefined
  const isSystem = root.kind === 'system'
  const parts = isSystem ? componentsOf(index, root.id).flatMap((id) => index.entities.get(id) ?? []) : []
  const owners = [root, ...parts]
  const hasPackage = ({type, to}: Relation) => type === 'USES' && index.entities.get(to)?.kind === 'package'
  if (!owners.some(({id}) => index.relationsFrom.get(id)?.some(hasPackage))) return undefined
  const items = itemsOf(index, owners)
  const applications = parts.filter(({id}) => usesOf(index, id).length > 0)
  return {path: pathOf(root), of: isSystem ? 'system' : 'application', root, applications, items}
}

const hasPackages = oncePer(({input}: ReportIndex) => input.estate.entities.some(({kind}) => kind === 'package'))

/** Ids of systems are safe in paths; those of components are not, and may be long. */
function pathOf({id, kind, organisation, name}: Entity): string {
  return kind === 'system'
    ? `boms/${id}.cdx.json`
    : `boms/${slugOf(organisation)}/applications/${slugOf(name).slice(0, 60)}-${sha256(id).slice(0, 8)}.cdx.json`
}

function usesOf({relationsFrom, entities}: ReportIndex, id: string): readonly Relation[] {
  return (relationsFrom.get(id) ?? []).filter(({type, to}) => {
    const kind = type === 'USES' ? entities.get(to)?.kind : undefined
    return kind === 'package' || kind === 'technology'
  })
}

const strength: readonly BillScope[] = ['required', 'optional', 'excluded']

function itemsOf(index: ReportIndex, owners: readonly Entity[]): readonly BillItem[] {
  const uses = owners.flatMap((owner) => usesOf(index, owner.id).map((relation) => ({owner, relation})))
  return [...Map.groupBy(uses, ({relation}) => relation.to)]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([id, own]) => {
      const thing = index.entities.get(id)
      const scopes = own.map(({owner, relation}) => scopeOf(owner, relation))
      const askedForBy = own.flatMap(({relation: {from, attributes}}) => (attributes.direct === false ? [] : [from]))
      const scope = strength.find((one) => scopes.includes(one)) ?? 'required'
      return thing ? [{thing, scope, askedForBy: askedForBy.toSorted(compareText)}] : []
    })
}

/** What only builds or tests does not run. */
function scopeOf(owner: Entity, {attributes: {scope, environment}}: Relation): BillScope {
  const isOutside =
    ['test', 'example'].includes(String(attributeValue(owner, 'role'))) ||
    /^(dev|development|test)$/.test(String(scope)) ||
    environment === 'build'
  if (isOutside) return 'excluded'
  return scope === 'optional' ? 'optional' : 'required'
}
