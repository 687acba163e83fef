import type {CobolFact, Named} from '../mainframe-fact.ts'
import type {ExecCommand} from './exec-command.ts'
import {type WebStatements, webSessions} from './web-sessions.ts'

type Unplaced<T> = T extends CobolFact ? Omit<T, 'line'> : never
export type CobolFactAt = Unplaced<CobolFact> & {readonly at: number}

type Rule = (
  command: ExecCommand,
  option: (...names: readonly string[]) => Named | undefined,
) => Unplaced<CobolFact> | undefined

/** What the commands of CICS that lead out of a program say. */
export function cicsFacts(statements: WebStatements): readonly CobolFactAt[] {
  const {cics} = statements
  const inSession = webSessions(statements)
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
    return fact ? [{...(fact.is === 'cics-web' ? inSession(fact, command) : fact), at: command.at}] : []
  })
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

const methods = /^(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS)$/

/** `METHOD(GET)`, `METHOD(DFHVALUE(GET))`, or `GET` alone. */
function methodOf({inside, words}: ExecCommand): string | undefined {
  const last = inside.get('METHOD')?.findLast(({kind}) => kind === 'word')?.text
  return [last, ...words].find((word) => word !== undefined && methods.test(word) && !inside.has(word))
}

const web: Rule = (command, option) => {
  const {words, inside} = command
  const [host, path, uriMap] = [option('HOST'), option('PATH'), option('URIMAP')]
  const method = methodOf(command)
  if (!/^(?:OPEN|CONVERSE|SEND)$/.test(words[1] ?? '')) return undefined
  // What says no path goes to that of the session; what says no method either goes on with a request.
  const isRequest = option('SESSTOKEN') !== undefined && words[1] !== 'OPEN' && (method ?? inside.get('METHOD'))
  if (!(host ?? path ?? uriMap) && !isRequest) return undefined
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
