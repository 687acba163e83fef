import {nodesOf} from '../connections.ts'
import type {Fact, MappedTable, Value} from '../fact.ts'
import {sqlFact} from '../sql-text.ts'
import {tableByConvention} from '../table-by-convention.ts'
import {enclosing} from '../around-node.ts'
import {callOf} from './calls.ts'
import type {RubySearch} from './routes.ts'

/** Classes that Active Record keeps in tables: by the name that they give, or by their own. */
export function mappedTables(search: RubySearch): readonly Fact[] {
  const records = activeRecords(search)
  const known = new Set(records.map(({line}) => line))
  return [...records, ...tablesNamed(search).filter(({line}) => !known.has(line))]
}

/** A class that names its table is a record, whatever it is of. */
function tablesNamed({text, root, readValue}: RubySearch): readonly MappedTable[] {
  if (!/\bself\.table_name\s*=/.test(text)) return []
  return [...nodesOf(text, root, ['table_name'])].flatMap((word): readonly MappedTable[] => {
    const assignment = word.parent?.parent
    const given = assignment?.type === 'assignment' ? assignment.childForFieldName('right') : undefined
    const type = enclosing(word, new Set(['class', 'module', 'method', 'block', 'do_block']))[0]
    if (!given || word.parent?.text !== 'self.table_name' || type?.type !== 'class') return []
    const entity = type.childForFieldName('name')?.text.replace(/^.*::/s, '') ?? ''
    return [{is: 'mapped', entity, table: readValue(given), line: word.startPosition.row + 1}]
  })
}

function activeRecords({text, root, readValue}: RubySearch): readonly MappedTable[] {
  if (!/<\s*(?:::)?(?:ApplicationRecord|ActiveRecord::Base)\b/.test(text)) return []
  return [...nodesOf(text, root, ['ApplicationRecord', 'Base'])].flatMap((word): readonly MappedTable[] => {
    const parent = word.parent?.type === 'scope_resolution' ? word.parent : word
    const type = parent.parent?.type === 'superclass' ? parent.parent.parent : undefined
    if (!type || !/^(?:::)?(?:ApplicationRecord|ActiveRecord::Base)$/.test(parent.text)) return []
    const name = type.childForFieldName('name')?.text.replace(/^.*::/s, '') ?? ''
    const body = type.childForFieldName('body')
    const lines = body?.namedChildren ?? []
    if (name === 'ApplicationRecord' || lines.some((line) => /^self\.abstract_class\s*=\s*true/.test(line.text)))
      return []
    const named = lines.find(
      (line) => line.type === 'assignment' && /^self\.table_name\s*=/.test(line.text.slice(0, 40)),
    )
    const given = named?.childForFieldName('right')
    const table: Value = given ? readValue(given) : {literal: tableByConvention(name, 'rails')}
    const isByConvention = !given
    return [
      {
        is: 'mapped',
        entity: name,
        table,
        ...(isByConvention && {isByConvention}),
        line: (named ?? type).startPosition.row + 1,
      },
    ]
  })
}

const hereDoc =
  /<<[~-]?["']?[A-Z_]\w*["']?[^\n]{0,200}\r?\n\s*(?=(?:select|insert|update|delete|merge|with|replace|truncate)\b)/gi

export function namesSql(text: string): boolean {
  return text.search(hereDoc) >= 0
}

/** SQL in texts that begin without a quote. */
export function hereSql({text, root, readValue}: RubySearch): readonly Fact[] {
  return [...text.matchAll(hereDoc)].flatMap(({index}) => {
    const node = root.descendantForIndex(index + 3)
    const value = node?.type === 'heredoc_beginning' ? readValue(node) : undefined
    const said = value && 'literal' in value ? sqlFact(value.literal) : undefined
    return node && said ? [{...said, line: node.startPosition.row + 1}] : []
  })
}

/** Programs between backticks. */
export function shellLines({text, root, readValue}: RubySearch): readonly Fact[] {
  return [...text.matchAll(/`|%x[({[]/g)].flatMap(({index}): readonly Fact[] => {
    const node = root.descendantForIndex(index)
    const shell = node?.type === 'subshell' ? node : node?.parent?.type === 'subshell' ? node.parent : undefined
    if (shell?.startIndex !== index) return []
    return [{is: 'process', program: readValue(shell), line: shell.startPosition.row + 1}]
  })
}

/** `every 1.day, at: '4:30 am' do` of a schedule file. */
export function scheduledJobs({path, text, root, readValue}: RubySearch): readonly Fact[] {
  if (!/(?:^|\/)(?:schedule|clock)\.rb$/.test(path)) return []
  return [...nodesOf(text, root, ['every'])].flatMap((word): readonly Fact[] => {
    const call = word.parent
    if (call?.type !== 'call' || call.childForFieldName('receiver') || !call.childForFieldName('block')) return []
    const {arguments: given, named} = callOf(call, 'every', undefined)
    const [period] = given
    if (!period) return []
    const every = period.type === 'call' ? period.text.replace(/^(\d+)\.(\w+)$/, '$1 $2') : undefined
    const value = every === undefined ? readValue(period) : {literal: every}
    const at = named.at ? readValue(named.at) : undefined
    const written = 'literal' in value ? value.literal : undefined
    const clock = at && 'literal' in at ? ` at ${at.literal}` : ''
    const isCron = written !== undefined && /^[\d*]\S*(?:\s+\S+){4}$/.test(written)
    const schedule = written === undefined ? value : {literal: isCron ? written : `every ${written}${clock}`}
    return [{is: 'job', schedule, line: word.startPosition.row + 1}]
  })
}

/** `@queue = :nightly` of a worker of Resque. */
export function resqueQueues({text, root, readValue}: RubySearch): readonly Fact[] {
  if (!/@queue\s*=/.test(text)) return []
  return [...nodesOf(text, root, ['@queue'])].flatMap((word): readonly Fact[] => {
    const assignment = word.parent
    const value = assignment?.type === 'assignment' ? assignment.childForFieldName('right') : undefined
    if (!value || !/^(?:simple_symbol|string)$/.test(value.type) || enclosing(word, new Set(['method'])).length > 0)
      return []
    return [
      {is: 'queue', product: 'resque', does: 'receives', queue: readValue(value), line: word.startPosition.row + 1},
    ]
  })
}
