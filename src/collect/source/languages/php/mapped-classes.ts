import type {Node} from 'web-tree-sitter'
import {lineCounter} from '../code-alone.ts'
import {nodesOf} from '../connections.ts'
import type {Fact, Value} from '../fact.ts'
import {joinedPath} from '../library.ts'
import type {ReadValue} from '../read-value.ts'
import {tableByConvention} from '../table-by-convention.ts'
import {callOf, nameText} from './calls.ts'

const model = /\bclass\s+(\w+)\s+extends\s+\\?(?:[\w\\]*\\)?(?:Model|Authenticatable|Pivot|Eloquent)\b/

/** Classes that Laravel keeps in tables: by their `$table`, or by their name. */
export function eloquentTables(text: string, root: Node, readValue: ReadValue): readonly Fact[] {
  const name = model.exec(text)?.[1]
  const isCodeIgniter = ofCodeIgniter.test(text)
  if (name === undefined || !(isCodeIgniter || /Illuminate\\|Eloquent/.test(text))) return []
  const declared = [...nodesOf(text, root, [name])].find(({parent}) => parent?.type === 'class_declaration')?.parent
  if (!declared || /^\s*abstract\b/.test(declared.text.slice(0, 40))) return []
  const tables = [...nodesOf(text, root, ['$table'])].filter(({parent}) => parent?.type === 'property_element')
  const given = tables[0]?.parent?.childForFieldName('default_value')
  if (isCodeIgniter && !given) return []
  const named = given && readValue(given)
  const table: Value =
    isCodeIgniter && named && 'literal' in named
      ? {...tablePrefix, rest: named.literal}
      : (named ?? {literal: tableByConvention(name, 'laravel')})
  const isByConvention = !given
  return [
    {
      is: 'mapped',
      entity: name,
      table,
      ...(isByConvention && {isByConvention}),
      line: (tables[0] ?? declared).startPosition.row + 1,
    },
  ]
}

const writing = /^(?:insert\w*|update\w*|upsert|delete|truncate|increment|decrement|persist|save)$/

/** `DB::table('orders')->insert(...)`: what the chain ends with says what is done. */
export function queryTables(text: string, root: Node, readValue: ReadValue): readonly Fact[] {
  if (!/\btable\s*\(/.test(text)) return []
  return [...nodesOf(text, root, ['table'])].flatMap((node): readonly Fact[] => {
    const call = node.parent
    if (!call || !/^(?:scoped|member)_call_expression$/.test(call.type)) return []
    if (!/^(?:\\?(?:[\w\\]*\\)?DB\b|\$\w*(?:db|conn|capsule)\w*\b|Capsule\b|\$this->db\b)/i.test(call.text)) return []
    const [first] = callOf(call, '', undefined).arguments
    const value = first && readValue(first)
    if (!value || !('literal' in value)) return []
    const [name = ''] = value.literal.split(/\s/)
    const names = chainNames(call)
    const isWrite = names.some((one) => writing.test(one))
    const tables = isWrite ? {reads: [], writes: [name]} : {reads: [name], writes: []}
    const prefix = ofCodeIgniter.test(text) ? {prefix: tablePrefix} : {}
    return [{is: 'sql', of: 'tables', ...tables, calls: [], ...prefix, line: node.startPosition.row + 1}]
  })
}

/** `$query->leftJoin('lines', ...)` of builders of queries, where the first argument can be nothing but a table. */
export function joinedTables(text: string, root: Node, readValue: ReadValue): readonly Fact[] {
  const isCodeIgniter = ofCodeIgniter.test(text)
  if (!joins.test(text) || /\bDoctrine\\/.test(text) || !(isCodeIgniter || ofLaravel.test(text))) return []
  return [...nodesOf(text, root, ['join', 'leftJoin', 'rightJoin', 'innerJoin'])].flatMap((node): readonly Fact[] => {
    const call = node.parent
    if (call?.type !== 'member_call_expression' || !call.childForFieldName('name')?.equals(node)) return []
    const [first, second] = callOf(call, '', undefined).arguments
    const value = first && second && readValue(first)
    const [, name] = value && 'literal' in value ? (/^(\w+)(?:\s+(?:as\s+)?\w+)?$/i.exec(value.literal) ?? []) : []
    if (name === undefined) return []
    const prefix = isCodeIgniter ? {prefix: tablePrefix} : {}
    return [
      {is: 'sql', of: 'tables', reads: [name], writes: [], calls: [], ...prefix, line: node.startPosition.row + 1},
    ]
  })
}

const joins = /->(?:join|leftJoin|rightJoin|innerJoin)\s*\(/
const ofCodeIgniter = /\bCodeIgniter\\/
const ofLaravel = /\bIlluminate\\|\bEloquent\b|\bApp\\Models\\|\bDB::/
/** What CodeIgniter's settings put before the names of all tables. */
const tablePrefix = {constant: 'Database.DBPrefix'}

/** That prefix, where all connections but that of tests say the same. */
export function codeIgniterPrefix(path: string, text: string): Readonly<Record<string, string>> {
  if (!/(?:^|\/)Config\/Database\.php$/.test(path) || !ofCodeIgniter.test(text)) return {}
  const said = [...text.matchAll(/\$(\w+)\s*=\s*\[|['"]DBPrefix['"]\s*=>\s*(?:'([^'\n]*)'|"([^"\n$]*)"|(?=\S))/g)]
  const prefixes = new Set<string | undefined>()
  let group = ''
  for (const [, opened, single, double] of said)
    if (opened !== undefined) group = opened
    else if (group !== 'tests') prefixes.add(single ?? double)
  const [only] = prefixes
  return prefixes.size === 1 && only !== undefined ? {'Database.DBPrefix': only} : {}
}

function chainNames(start: Node): readonly string[] {
  const names: string[] = []
  let node = start
  for (let steps = 0; steps < 100; steps += 1) {
    const up = node.parent
    if (!up || !/member_call_expression$/.test(up.type) || !up.childForFieldName('object')?.equals(node)) break
    names.push(nameText(up))
    node = up
  }
  return names
}

const docBlock =
  /\/\*\*((?:[^*]|\*(?!\/)){0,20000})\*\/\s*(?:#\[[^\n]*\]\s*)*(?:(?:abstract|final|public|protected|private|static|async)\s+)*(class|function)\s+(\w+)/g

/** What annotations in the comments of classes and methods say, which Doctrine and Symfony read as code. */
export function docBlockFacts(text: string, names: readonly string[]): readonly Fact[] {
  const maps = names.some((name) => name.startsWith('Doctrine\\ORM'))
  const routes = names.some((name) => /^(?:Symfony\\Component\\Routing|Sensio\\)/.test(name))
  if (!maps && !routes) return []
  const lineAt = lineCounter(text)
  let base: Value | undefined
  return [...text.matchAll(docBlock)].flatMap(({1: comment = '', 2: what, 3: name = '', index}): readonly Fact[] => {
    const line = lineAt(index)
    const facts: Fact[] = []
    if (maps && what === 'class' && /@(?:ORM\\)?Entity\b/.test(comment)) {
      const table = /@(?:ORM\\)?Table\(\s*(?:[^()]*\bname\s*=\s*)?"`?([^"`]+)`?"/.exec(comment)?.[1]
      const schema = /@(?:ORM\\)?Table\([^()]*\bschema\s*=\s*"([^"]+)"/.exec(comment)?.[1]
      facts.push({
        is: 'mapped',
        entity: name,
        table: table ? {literal: schema ? `${schema}.${table}` : table} : {unresolved: 'named by a strategy'},
        line,
      })
    }
    const written = /@Route\(\s*(?:path\s*=\s*)?"([^"]*)"((?:[^()]|\([^()]*\))*)\)/.exec(comment)
    if (!routes || written?.[1] === undefined) return facts
    if (what === 'class') base = {literal: written[1]}
    else
      for (const method of routeMethods(`${comment} ${written[2] ?? ''}`))
        facts.push({is: 'serves', method, path: joinedPath(base, {literal: written[1]}), by: 'symfony', line})
    return facts
  })
}

function routeMethods(written: string): readonly string[] {
  const list = /methods\s*=\s*\{([^}]*)\}|methods\s*=\s*("[^"]*")|@Method\(([^)]*)\)/.exec(written)
  const names = [...(list?.[1] ?? list?.[2] ?? list?.[3] ?? '').matchAll(/[A-Za-z]+/g)].map(([one]) =>
    one.toUpperCase(),
  )
  return names.length > 0 ? names : ['ANY']
}
