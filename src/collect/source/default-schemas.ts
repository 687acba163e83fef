import type {Owner} from './describe-modules.ts'
import type {Fact, MappedTable} from './languages/fact.ts'
import type {TreeScan} from './scan-tree.ts'

/**
 * Facts with the tables of classes of Entity Framework in the schema that their context gives to those which say none
 * (`HasDefaultSchema`). A context has the classes that stand in its file as `DbSet<Order>`; a class of two contexts, or of
 * one that names two schemas, keeps its name as it is written.
 */
export function withDefaultSchemas(
  facts: TreeScan['facts'],
  ownerOf: (path: string) => Pick<Owner, 'id'>,
): TreeScan['facts'] {
  if (![...facts.values()].some((own) => own.some(isDefaultSchema))) return facts
  const schemas = schemasByEntity(facts, ownerOf)
  return new Map(
    [...facts].map(([path, own]) => [
      path,
      own.flatMap((fact) => {
        if (fact.is !== 'mapped') return [fact]
        if (isDefaultSchema(fact)) return []
        return [within(schemas.get(`${ownerOf(path).id} ${fact.entity}`), fact)]
      }),
    ]),
  )
}

function within(schemas: ReadonlySet<string> = new Set(), fact: MappedTable): Fact {
  const [schema, ...others] = schemas
  if (!schema || others.length > 0 || !('literal' in fact.table) || fact.table.literal.includes('.')) return fact
  return {...fact, table: {literal: `${schema}.${fact.table.literal}`}}
}

function isDefaultSchema(fact: Fact): boolean {
  return fact.is === 'mapped' && fact.naming === 'default-schema'
}

/** By application and class, the schemas of the contexts that have it; the empty one of a context that names none. */
function schemasByEntity(
  facts: TreeScan['facts'],
  ownerOf: (path: string) => Pick<Owner, 'id'>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const [path, own] of facts) {
    const members = own.flatMap((fact) => (fact.is === 'mapped' && fact.isByConvention ? [fact.entity] : []))
    if (members.length === 0) continue
    const named = own.flatMap((fact) =>
      fact.is === 'mapped' && isDefaultSchema(fact) && 'literal' in fact.table ? [fact.table.literal] : [],
    )
    for (const entity of members) {
      const key = `${ownerOf(path).id} ${entity}`
      const schemas = found.get(key) ?? new Set()
      found.set(key, schemas)
      for (const schema of named.length > 0 ? named : ['']) schemas.add(schema)
    }
  }
  return found
}
