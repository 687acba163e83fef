import type {CobolFact, Named, WebUse} from '../mainframe-fact.ts'
import type {ExecCommand} from './exec-command.ts'
import type {Statements} from './statement-reading.ts'

type Unplaced<T> = T extends CobolFact ? Omit<T, 'line'> : never
export type CobolFactAt = Unplaced<CobolFact> & {readonly at: number}

type Rule = (
  command: ExecCommand,
  option: (...names: readonly string[]) => Named | undefined,
) => Unplaced<CobolFact> | undefined

/** What the commands of CICS that lead out of a program say. */
export function cicsFacts({cics}: Pick<Statements, 'cics'>): readonly CobolFactAt[] {
  const opened = sessionsOpened(cics)
  return cics.flatMap((command) => {
    const [verb = ''] = command.words
    const rule = Object.hasOwn(rules, verb) ? rules[verb] : undefined
    const option = (...names: readonly string[]): Named | undefined => {
      for (const name of names) {
        const named = command.options.get(name)
        if (named) return named
      }
      return undefined
    }
    const fact = rule?.(command, option)
    return fact ? [{...(fact.is === 'cics-web' ? inSession(fact, command, opened) : fact), at: command.at}] : []
  })
}

type Session = Pick<WebUse, 'host' | 'uriMap'>

/** By the token of each session, where its WEB OPENs lead. */
function sessionsOpened(cics: Statements['cics']): ReadonlyMap<string, readonly Session[]> {
  const sessions = new Map<string, Session[]>()
  for (const {words, options} of cics) {
    const token = words[0] === 'WEB' && words[1] === 'OPEN' ? options.get('SESSTOKEN')?.item : undefined
    if (token === undefined) continue
    const [host, uriMap] = [options.get('HOST'), options.get('URIMAP')]
    const own = {...(host && {host}), ...(uriMap && {uriMap})}
    sessions.set(token, [...(sessions.get(token) ?? []), own])
  }
  return sessions
}

/** What is sent in a session goes to the machine that it was opened to, where all that open it say the same. */
function inSession<W extends Unplaced<WebUse>>(
  fact: W,
  {options}: ExecCommand,
  opened: ReturnType<typeof sessionsOpened>,
): W {
  if (fact.host ?? fact.uriMap) return fact
  const sessions = opened.get(options.get('SESSTOKEN')?.item ?? '') ?? []
  const [first] = sessions
  return first && new Set(sessions.map((one) => JSON.stringify(one))).size === 1 ? {...fact, ...first} : fact
}

const program =
  (how: string): Rule =>
  (_, option) => {
    const target = option('PROGRAM')
    return target && {is: 'call', to: 'program', how, target}
  }

const transaction =
  (how: string): Rule =>
  (_, option) => {
    const target = option('TRANSID')
    return target && {is: 'call', to: 'transaction', how, target}
  }

const file =
  (does: 'reads' | 'writes'): Rule =>
  ({words}, option) => {
    const used = option('FILE', 'DATASET')
    return used && {is: 'cics-file', does, operation: words[0] ?? '', file: used}
  }

const queue =
  (does: 'reads' | 'writes'): Rule =>
  ({words}, option) => {
    const used = option('QUEUE', 'QNAME')
    return used && {is: 'cics-queue', store: words.includes('TD') ? 'TD' : 'TS', does, queue: used}
  }

const screen =
  (operation: 'SEND' | 'RECEIVE'): Rule =>
  (_, option) => {
    const map = option('MAP')
    const mapset = option('MAPSET')
    return map && {is: 'screen', operation, map, ...(mapset && {mapset})}
  }

const container =
  (does: 'reads' | 'writes'): Rule =>
  (_, option) => {
    const used = option('CONTAINER')
    const channel = option('CHANNEL')
    return used && {is: 'container', does, container: used, ...(channel && {channel})}
  }

/** `METHOD(GET)`, or `METHOD(DFHVALUE(GET))`. */
function methodOf({inside}: ExecCommand): string | undefined {
  const last = inside.get('METHOD')?.findLast(({kind}) => kind === 'word')?.text
  return /^(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS)$/.test(last ?? '') ? last : undefined
}

const web: Rule = (command, option) => {
  const {words} = command
  const [host, path, uriMap] = [option('HOST'), option('PATH'), option('URIMAP')]
  if (!/^(?:OPEN|CONVERSE|SEND)$/.test(words[1] ?? '') || !(host ?? path ?? uriMap)) return undefined
  const method = methodOf(command)
  return {
    is: 'cics-web',
    operation: `WEB ${words[1]}`,
    ...(method && {method}),
    ...(host && {host}),
    ...(path && {path}),
    ...(uriMap && {uriMap}),
  }
}

const invoke: Rule = (_, option) => {
  const target = option('WEBSERVICE', 'SERVICE', 'APPLICATION')
  return target && {is: 'call', to: 'service', how: 'EXEC CICS INVOKE', target}
}

const rules: Readonly<Record<string, Rule>> = {
  LINK: program('EXEC CICS LINK'),
  XCTL: program('EXEC CICS XCTL'),
  LOAD: program('EXEC CICS LOAD'),
  HANDLE: (command, option) =>
    command.words[1] === 'ABEND' ? program('EXEC CICS HANDLE ABEND')(command, option) : undefined,
  START: transaction('EXEC CICS START'),
  RUN: transaction('EXEC CICS RUN'),
  RETURN: transaction('EXEC CICS RETURN'),
  READ: file('reads'),
  READNEXT: file('reads'),
  READPREV: file('reads'),
  STARTBR: file('reads'),
  RESETBR: file('reads'),
  ENDBR: file('reads'),
  UNLOCK: file('reads'),
  WRITE: file('writes'),
  REWRITE: file('writes'),
  DELETE: (command, option) =>
    command.words[1] === 'CONTAINER' ? container('writes')(command, option) : file('writes')(command, option),
  WRITEQ: queue('writes'),
  DELETEQ: queue('writes'),
  READQ: queue('reads'),
  SEND: screen('SEND'),
  RECEIVE: screen('RECEIVE'),
  PUT: container('writes'),
  GET: container('reads'),
  MOVE: container('writes'),
  WEB: web,
  INVOKE: invoke,
}
