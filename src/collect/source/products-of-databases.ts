import type {Owner} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import type {DatabaseUse, Fact} from './languages/fact.ts'

/** What libraries say that only know that SQL is asked, as ADO and ODBC do. */
const anySql = 'sql'
/** Stores that nobody asks by SQL through such a library. */
const noSql =
  /^(?:redis|mongodb|memcached|elastic\w*|opensearch|neo4j|cassandra|couch\w*|dynamodb|firestore|solr|influx\w*|ldap)$/

interface Told {
  readonly products: ReadonlySet<string>
  /** Whether a connection is made of which nobody knows to what. */
  readonly isOpen: boolean
}

/**
 * Of a use of some SQL database without a connection of its own, the product: where all connections of its file, or else
 * of its application, lead to one product, it is that. Every other use stays as it is.
 */
export function productsOfDatabases(
  facts: ReadonlyMap<string, readonly Fact[]>,
  ownerOf: (path: string) => Owner,
): (path: string, fact: DatabaseUse) => string {
  const used = [...facts].flatMap(([path, own]) => {
    const uses = own.filter((fact) => fact.is === 'database')
    return uses.length > 0 && roleOf(path) === 'production' ? [{path, uses}] : []
  })
  const byFile = new Map(used.map(({path, uses}) => [path, toldBy(uses)]))
  const byOwner = new Map(
    [...Map.groupBy(used, ({path}) => ownerOf(path).id)].map(([owner, files]) => [
      owner,
      toldBy(files.flatMap(({uses}) => uses)),
    ]),
  )
  return (path, {product, connection}) => {
    if (product !== anySql || connection) return product
    return onlyOf(byFile.get(path)) ?? onlyOf(byOwner.get(ownerOf(path).id)) ?? product
  }
}

function toldBy(uses: readonly DatabaseUse[]): Told {
  return {
    products: new Set(uses.flatMap(({product}) => (product === anySql || noSql.test(product) ? [] : [product]))),
    isOpen: uses.some(({product, connection}) => product === anySql && connection !== undefined),
  }
}

function onlyOf(told: Told | undefined): string | undefined {
  const [only, ...others] = told?.products ?? []
  return told?.isOpen || others.length > 0 ? undefined : only
}
