import {createdAt} from './created.ts'
import {executedAt} from './executed.ts'
import {nameAt} from './names.ts'
import {newQuery, type Query} from './query.ts'
import {type FactAt, newFrame, type Reading, say} from './reading.ts'
import {aliasAt, elsewhere, sourceAt} from './sources.ts'
import {behindBracket, textsOfVariables} from './texts.ts'
import {fileStatementAt} from './file-statements.ts'
import {brokerAt, brokerFacts} from './service-broker.ts'
import {endRoutine, finish} from './statement-end.ts'
import {type Tokens, tsqlTokens} from './tokens.ts'

/** The facts of a script, with its routines and jobs. */
export interface ScriptRead extends Pick<Reading, 'found' | 'routines' | 'jobs' | 'dynamic'> {
  readonly found: FactAt[]
}

/** Reads a script batch by batch; `depth` says how many texts of SQL are around it. */
export function readScript({tokens}: Tokens, depth = 0): ScriptRead {
  const reading: Reading = {
    ...{
      tokens,
      texts: textsOfVariables(tokens),
      depth,
      frames: [newFrame()],
      query: undefined,
      caseDepth: 0,
      database: undefined,
    },
    ...{routine: undefined, found: [], routines: [], dynamic: [], jobs: []},
    inner: (text) => readScript(tsqlTokens(text), depth + 1).found.map(({said}) => said),
    ...{linked: new Map(), queues: new Map(), sentTo: []},
  }
  for (let at = 0; at < tokens.length;) at = Math.max(step(reading, at), at + 1)
  finish(reading)
  endRoutine(reading, tokens.length)
  reading.found.push(...brokerFacts(reading))
  return reading
}

/** Reads the token at a place, and says where to go on. */
function step(reading: Reading, at: number): number {
  const {tokens} = reading
  const token = tokens[at]
  if (!token) return at + 1
  if (token.kind === 'go') return batchEnd(reading, at)
  if (token.kind === 'mark') return mark(reading, at)
  if (token.kind === 'variable') return variable(reading, at)
  if (token.kind === 'hole') return hole(reading, at)
  if (token.kind === 'text') return at + 1
  const next = tokens[at + 1]
  if (token.kind === 'word' && tokens[at - 1]?.text !== '.') {
    const behind = keyword(reading, at)
    if (behind !== undefined) return behind
  }
  return next?.text === '.' ? qualified(reading, at) : at + 1
}

/** `owner.function(`: anything else with a dot is a column. */
function qualified(reading: Reading, at: number): number {
  const name = nameAt(reading.tokens, at)
  if (!name) return at + 1
  const isTable = /^(?:table|references|on|into|type|index)$/.test(reading.tokens[at - 1]?.text ?? '')
  const isCalled = !isTable && reading.tokens[name.next]?.text === '(' && name.parts.length === 2 && !name.isOpen
  if (isCalled) say(reading, name.at, {is: 'part-use', name: name.parts.join('.')})
  return name.next
}

function batchEnd(reading: Reading, at: number): number {
  finish(reading)
  reading.frames = [newFrame()]
  endRoutine(reading, at)
  reading.texts.clear()
  return at + 1
}

function mark(reading: Reading, at: number): number {
  const {tokens, frames, query} = reading
  const text = tokens[at]?.text
  const top = frames.at(-1) ?? newFrame()
  if (text === '(') {
    const before = tokens[at - 1]
    const isSource = top.isFrom && (/^(?:from|join|apply|using|,|\()$/.test(before?.text ?? '') || before?.text === '(')
    frames.push(newFrame(isSource, localAt(reading, at)))
    const inner = frames.at(-1)
    // `FROM (a JOIN b ON ...)`
    if (inner && isSource && tokens[at + 1]?.text !== 'select') {
      inner.isFrom = true
      inner.isQuery = true
      return sourceAt(reading, at + 1)
    }
    return at + 1
  }
  if (text === ')') {
    const closed = frames.length > 1 ? frames.pop() : undefined
    if (query && frames.length - 1 < query.depth) finish(reading)
    if (!closed?.isSource || !query) return at + 1
    const {alias, next} = aliasAt(reading, at + 1)
    if (alias !== undefined) query.sources.push({alias})
    return next
  }
  if (text === ';') {
    finish(reading)
    reading.frames = [newFrame()]
  }
  return text === ',' && top.isFrom ? sourceAt(reading, at + 1) : at + 1
}

/** The name before `AS (`, where the bracket makes a part of WITH. */
function localAt({tokens, query, frames}: Reading, open: number): string | undefined {
  if (query?.verb !== 'with' || frames.length - 1 !== query.depth || tokens[open - 1]?.text !== 'as') return undefined
  let at = open - 2
  if (tokens[at]?.text === ')') {
    while (at > 0 && tokens[at]?.text !== '(' && at > open - 500) at -= 1
    at -= 1
  }
  const name = tokens[at]?.written.toLowerCase()
  if (name !== undefined) query.local.add(name)
  return name
}

/** `SET @x = ...`, `SELECT @x = ...`, `DECLARE @x nvarchar(max) = ...`. */
function variable(reading: Reading, at: number): number {
  const {tokens, texts} = reading
  const name = tokens[at]?.text ?? ''
  const before = tokens[at - 1]?.text ?? ''
  const declares = reading.query === undefined && (before === 'declare' || before === ',')
  if (
    declares ||
    before === 'set' ||
    ((before === 'select' || before === ',' || before === ')') && isAtBase(reading))
  ) {
    const equals = declares ? behindType(tokens, at + 1) : at + 1
    const isAppended = tokens[equals]?.text === '+' && tokens[equals + 1]?.text === '='
    // What the value asks of tables is read as it stands.
    if (isAppended) texts.set(name, equals + 2, true)
    else if (tokens[equals]?.text === '=') {
      const next = texts.set(name, equals + 1, false)
      // A query goes on behind what is set; what it gives is known to a run alone.
      if (reading.query && tokens[next]?.text === 'from') texts.open(name)
    }
    if (/^[+=]$/.test(tokens[equals]?.text ?? '')) return equals + 1
  }
  if (before === 'into' || before === ',') texts.open(name)
  // `@x.nodes('...')`
  return tokens[at + 1]?.text === '.' ? at + 3 : at + 1
}

/** Behind `AS nvarchar(max)`; where no type stands, nothing is behind one. */
function behindType(tokens: Reading['tokens'], start: number): number {
  const name = nameAt(tokens, tokens[start]?.text === 'as' ? start + 1 : start)
  if (!name) return start
  return tokens[name.next]?.text === '(' ? behindBracket(tokens, name.next) : name.next
}

function isAtBase({query, frames}: Reading): boolean {
  return query === undefined || frames.length - 1 === query.depth
}

const beforeValue = /^(?:[=<>(,+*/|-]|like|in|between|and|or|on|where|values|set|top|then|else|when|by|select|with)$/

/** A part that is put in later may name a table. */
function hole({tokens, query}: Reading, at: number): number {
  if (query && !beforeValue.test(tokens[at - 1]?.text ?? '')) query.isPartial = true
  return at + 1
}

type Rule = (reading: Reading, at: number) => number | undefined

/** What begins no statement by itself where it stands. */
const own = (verb: Query['verb'], target: (reading: Reading, at: number) => number): Rule => {
  return (reading, at) => {
    const {tokens, query} = reading
    const before = tokens[at - 1]?.text ?? ';'
    // `ON DELETE CASCADE`, `WHEN MATCHED THEN UPDATE`, `FOR UPDATE`, `IF UPDATE(x)`
    const isOfKey = before === 'on' && /^(?:cascade|no|set|restrict)$/.test(tokens[at + 1]?.text ?? '')
    if (isOfKey || (before === 'then' && query?.verb === 'merge')) return at + 1
    if (verb === 'update' && (before === 'for' || /^(?:statistics|\()$/.test(tokens[at + 1]?.text ?? ''))) return at + 1
    if (verb === 'merge' && /^(?:join|union)$/.test(tokens[at + 1]?.text ?? '')) return at + 1
    if (query?.verb === 'with' && isAtBase(reading)) query.verb = verb
    else {
      finish(reading)
      reading.query = newQuery(tokens[at]?.at ?? 0, reading.frames.length - 1, verb)
    }
    return target(reading, behindTop(reading, at + 1))
  }
}

function behindTop({tokens}: Reading, start: number): number {
  if (tokens[start]?.text !== 'top') return start
  const at = tokens[start + 1]?.text === '(' ? behindBracket(tokens, start + 1) : start + 2
  return tokens[at]?.text === 'percent' ? at + 1 : at
}

/** The table that is written, behind one of the words that may stand before it. */
function target(reading: Reading, start: number, word?: 'into' | 'from'): number {
  const {tokens, query} = reading
  const at = word !== undefined && tokens[start]?.text === word && tokens[start]?.kind === 'word' ? start + 1 : start
  const away = elsewhere(reading, at)
  if (away !== undefined) return away
  const name = nameAt(tokens, at)
  if (name) query?.targets.push(name)
  return name?.next ?? at
}

function from(reading: Reading, at: number): number {
  const frame = reading.frames.at(-1)
  const {query, tokens} = reading
  if (!query || !frame || tokens[at - 1]?.text === 'distinct') return at + 1
  const changes = /^(?:update|delete|merge)$/.test(query.verb) && isAtBase(reading)
  if (!frame.isQuery && !changes) return at + 1
  frame.isFrom = true
  return sourceAt(reading, at + 1)
}

function select(reading: Reading, at: number): number {
  const {query, tokens, frames} = reading
  const before = tokens[at - 1]?.text ?? ';'
  const isMore = /^(?:union|all|except|intersect)$/.test(before)
  if (!query) reading.query = newQuery(tokens[at]?.at ?? 0, frames.length - 1, 'select')
  else if (isAtBase(reading)) {
    if (query.verb === 'with') query.verb = 'select'
    else if (query.verb === 'insert' && !query.hasRows) query.hasRows = true
    else if (!isMore) {
      finish(reading)
      reading.query = newQuery(tokens[at]?.at ?? 0, frames.length - 1, 'select')
    }
  }
  const frame = reading.frames.at(-1)
  if (frame) {
    frame.isQuery = true
    frame.isFrom = false
  }
  return at + 1
}

/** `WITH name AS (`; hints and options are none. */
function withAt(reading: Reading, at: number): number | undefined {
  const {tokens} = reading
  const name = tokens[at + 1]
  if (name?.kind !== 'name' && name?.kind !== 'word') return undefined
  const next = tokens[at + 2]?.text === '(' ? behindBracket(tokens, at + 2) : at + 2
  if (tokens[next]?.text !== 'as' || tokens[next + 1]?.text !== '(') return undefined
  finish(reading)
  reading.query = newQuery(tokens[at]?.at ?? 0, reading.frames.length - 1, 'with')
  return at + 1
}

/** `SELECT ... INTO`, `OUTPUT ... INTO`. */
function into(reading: Reading, at: number): number {
  const {query, tokens} = reading
  if (!query || !isAtBase(reading) || tokens[at - 1]?.text === 'insert') return at + 1
  return tokens[at + 1]?.kind === 'variable' ? at + 1 : target(reading, at + 1)
}

function ending(reading: Reading, at: number): number | undefined {
  const {tokens, query} = reading
  const {text} = tokens[at] ?? {text: ''}
  if (query && reading.caseDepth > 0 && /^(?:end|else)$/.test(text)) {
    if (text === 'end') reading.caseDepth -= 1
    return at + 1
  }
  if (text === 'set' && query) {
    if (tokens[at - 1]?.text === 'update' || !isAtBase(reading)) return at + 1
    if (query.verb === 'update' && !query.hasRows) {
      query.hasRows = true
      return at + 1
    }
  }
  if (text === 'fetch' && /^rows?$/.test(tokens[at - 1]?.text ?? '')) return at + 1
  finish(reading)
  return undefined
}

const clause: Rule = ({frames}, at) => {
  const frame = frames.at(-1)
  if (frame) frame.isFrom = false
  return at + 1
}

/** Who may do what with something says nothing of what is done. */
const granted: Rule = (reading, at) => {
  const {tokens} = reading
  finish(reading)
  let end = at + 1
  while (end < at + 60 && !/^(?:on|to|from|;)$/.test(tokens[end]?.text ?? ';')) end += 1
  return end
}

const again: Rule = (reading, at) => {
  const hard = ending(reading, at)
  if (hard !== undefined) return hard
  // Nothing of these stands in brackets: what was left open before is none.
  reading.frames = [newFrame()]
  return fileStatementAt(reading, at) ?? brokerAt(reading, at)
}

/** `USE Tides`: what follows is asked there, to the end of the script; the server's own databases have none of it. */
const usedAt: Rule = (reading, at) => {
  const {tokens} = reading
  const name = nameAt(tokens, at + 1)
  if (name?.parts.length === 1 && tokens[name.next]?.text !== '(' && tokens[at - 1]?.text !== '(') {
    const [database = ''] = name.parts
    reading.database = name.isOpen || /^(?:master|msdb|tempdb|model)$/i.test(database) ? undefined : database
  }
  return again(reading, at)
}

const rules: ReadonlyMap<string, Rule> = new Map(
  Object.entries<Rule>({
    select,
    with: withAt,
    insert: own('insert', (reading, at) => target(reading, at, 'into')),
    update: own('update', (reading, at) => target(reading, at)),
    delete: own('delete', (reading, at) => target(reading, at, 'from')),
    merge: own('merge', (reading, at) => {
      const next = target(reading, at, 'into')
      return aliasAt(reading, next).next
    }),
    truncate: (reading, at) => {
      if (reading.tokens[at + 1]?.text !== 'table') return undefined
      finish(reading)
      reading.query = newQuery(reading.tokens[at]?.at ?? 0, reading.frames.length - 1, 'truncate')
      return target(reading, at + 2)
    },
    from,
    into,
    join: (reading, at) => (reading.query ? joined(reading, at) : undefined),
    apply: (reading, at) =>
      /^(?:cross|outer)$/.test(reading.tokens[at - 1]?.text ?? '') ? joined(reading, at) : undefined,
    using: (reading, at) =>
      reading.query?.verb === 'merge' && isAtBase(reading) ? sourceAt(reading, at + 1) : undefined,
    values: (reading, at) => {
      if (reading.query && isAtBase(reading)) reading.query.hasRows = true
      return at + 1
    },
    case: (reading, at) => {
      if (reading.query) reading.caseDepth += 1
      return at + 1
    },
    ...Object.fromEntries(
      ['where', 'group', 'order', 'having', 'option', 'union', 'except', 'intersect'].map((word) => [word, clause]),
    ),
    ...Object.fromEntries(['grant', 'deny', 'revoke'].map((word) => [word, granted])),
    ...Object.fromEntries(
      'if while begin end else return print raiserror declare set fetch deallocate waitfor drop backup restore bulk commit rollback dbcc throw receive send reconfigure goto'
        .split(' ')
        .map((word) => [word, again]),
    ),
    use: usedAt,
    ...Object.fromEntries(['exec', 'execute'].map((word) => [word, executedAt] as const)),
    ...Object.fromEntries(['create', 'alter'].map((word) => [word, createdAt] as const)),
  }),
)

function joined(reading: Reading, at: number): number {
  const frame = reading.frames.at(-1)
  // A list of tables may go on behind the condition of a JOIN.
  if (frame) frame.isFrom = true
  return sourceAt(reading, at + 1)
}

function keyword(reading: Reading, at: number): number | undefined {
  const {text} = reading.tokens[at] ?? {text: ''}
  return rules.get(text)?.(reading, at)
}
