import {UsageError} from '../errors.ts'
import {StoreSetting} from '../model/settings.ts'

/**
 * The store that `--store` names, with what domesday.yaml says of one of that kind; without it, domesday.yaml's. A path
 * in the address is the database. Errors: a UsageError where it is no store.
 */
export function storeSetting(listed: StoreSetting, asked: string | undefined): StoreSetting {
  if (asked === undefined) return listed
  if (asked === 'embedded') return {kind: 'embedded'}
  const url = URL.canParse(asked) ? new URL(asked) : undefined
  const database = decodeURIComponent(url?.pathname.replace(/^\//, '') ?? '')
  const uri = asked.replace(/^([a-z0-9+]+:\/\/[^/?#]*)\/[^?#]*/, '$1')
  const own = listed.kind === 'neo4j' ? listed : {}
  const parsed = StoreSetting.safeParse({...own, kind: 'neo4j', uri, ...(database !== '' && {database})})
  if (parsed.success) return parsed.data
  throw new UsageError('bad-store', `--store ${asked}: ${parsed.error.issues[0]?.message ?? 'is no store'}.`, {
    hint: 'As embedded, or neo4j://graph.example:7687/neo4j; user and password in NEO4J_USERNAME and NEO4J_PASSWORD.',
  })
}
