import type {Owner} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import type {Fact} from './languages/fact.ts'
import type {TableDeclared} from './manifests/infrastructure.ts'
import {isMigration} from './migration-file.ts'

/**
 * By application, the tables that migrations of frameworks make, which name them by convention too; else those that the
 * SQL of the tree makes, where that has most of the tables which convention would have.
 */
export function tablesMade(
  tables: readonly Pick<TableDeclared, 'table' | 'how' | 'file'>[],
  facts: ReadonlyMap<string, readonly Fact[]>,
  makerOf: (path: string) => string,
  ownerOf: (path: string) => Pick<Owner, 'id'>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const byFramework = tables.filter(({how}) => /Rails|Laravel|Django/.test(how))
  const bySql = new Set(tables.map(({table}) => (table.split('.').at(-1) ?? '').toLowerCase()))
  const made = new Map<string, ReadonlySet<string>>()
  for (const [owner, names] of namedByConvention(facts, ownerOf)) {
    const known = [...names].filter((name) => bySql.has(name))
    if (known.length * 2 > names.size) made.set(owner, bySql)
  }
  for (const [owner, own] of Map.groupBy(byFramework, ({file}) => makerOf(file.path)))
    made.set(owner, new Set(own.map(({table}) => table.toLowerCase())))
  return made
}

/** By application, the tables of its classes that nothing but convention names, in small letters. */
function namedByConvention(
  facts: ReadonlyMap<string, readonly Fact[]>,
  ownerOf: (path: string) => Pick<Owner, 'id'>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const mapped = [...facts].flatMap(([path, own]) =>
    isMigration(path) || roleOf(path) !== 'production'
      ? []
      : own.flatMap((fact) => (fact.is === 'mapped' ? [{fact, owner: ownerOf(path).id}] : [])),
  )
  const named = new Set(mapped.flatMap(({fact, owner}) => (fact.isByConvention ? [] : [`${owner} ${fact.entity}`])))
  const found = new Map<string, Set<string>>()
  for (const {fact, owner} of mapped)
    if (fact.isByConvention && 'literal' in fact.table && !named.has(`${owner} ${fact.entity}`))
      found.set(owner, (found.get(owner) ?? new Set<string>()).add(fact.table.literal.toLowerCase()))
  return found
}
