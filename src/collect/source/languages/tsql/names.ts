import type {Token} from './tokens.ts'

/** A name of one to four parts. */
export interface Name {
  /** Without brackets; an empty part is one that is left out, as in `sales..orders`. */
  readonly parts: readonly string[]
  /** Some part is put in before the script runs. */
  readonly isOpen: boolean
  /** The place behind it. */
  readonly next: number
  readonly at: number
}

const isPart = (token: Token | undefined): boolean =>
  token?.kind === 'word' || token?.kind === 'name' || token?.kind === 'hole'

/** The name at a place; undefined where none stands there. */
export function nameAt(tokens: readonly Token[], start: number): Name | undefined {
  const first = tokens[start]
  if (!first || !isPart(first)) return undefined
  const parts = [first.written]
  let isOpen = first.kind === 'hole'
  let at = start + 1
  const take = (): boolean => {
    const token = tokens[at]
    if (!token || !isPart(token)) return false
    // `{}_orders`: the parts touch where one name is put together.
    isOpen ||= token.kind === 'hole'
    parts.push(token.written)
    at += 1
    return true
  }
  while (parts.length <= 4) {
    const token = tokens[at]
    if (token?.kind === 'mark' && token.text === '.') {
      at += 1
      if (tokens[at]?.text === '.' && tokens[at]?.kind === 'mark') {
        parts.push('')
        at += 1
      }
      if (!take()) break
    } else if (isPart(token) && token?.at === tokens[at - 1]?.end && (isOpen || token?.kind === 'hole')) {
      isOpen = true
      at += 1
    } else break
  }
  return {parts, isOpen, next: at, at: first.at}
}

/** As it is told. */
export function written({parts}: Pick<Name, 'parts'>): string {
  return parts.join('.')
}

/** What a database has of its own, by its schema or, of old, by its name. */
const ownSchemas = /^(?:sys|information_schema)$/i
const ownDatabases = /^(?:master|msdb|tempdb|model|ssisdb|distribution)$/i
const ownTables =
  /^sys(?:objects|columns|indexes|users|comments|types|databases|processes|files|depends|servers|logins|xlogins|permissions|protects|references|constraints|foreignkeys|filegroups|indexkeys|messages|configures|curconfigs|lockinfo|perfinfo|altfiles|jobs|jobhistory|jobsteps|jobschedules|schedules|jobservers|jobactivity|categories|operators|alerts|dtspackages|ssispackages|members|remotelogins|cacheobjects|properties|extendedarticlesview|articles|publications|subscriptions|syslogins)$/i

/** Whether what a name stands for is the database's own, or lives as long as a session. */
export function isOfDatabase({parts}: Pick<Name, 'parts'>): boolean {
  const last = parts.at(-1) ?? ''
  if (last.startsWith('#')) return true
  const [schema = '', database = ''] = [parts.at(-2), parts.at(-3)]
  return (
    ownSchemas.test(schema) ||
    ownDatabases.test(database) ||
    (parts.length < 3 && ownTables.test(last)) ||
    (parts.length === 3 && ownTables.test(last) && /^(?:dbo)?$/i.test(schema))
  )
}
