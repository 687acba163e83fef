import type {WebUse} from '../mainframe-fact.ts'
import type {ExecCommand} from './exec-command.ts'
import type {Statements} from './statement-reading.ts'
import {nextAfter, straightness} from './straight-moves.ts'

/** What tells of sessions, and of the order in which commands run as far as the language shows it. */
export type WebStatements = Pick<Statements, 'cics'> &
  Partial<Pick<Statements, 'branches' | 'paragraphs' | 'points' | 'performs'>>

interface Opened {
  readonly at: number
  readonly leads: Pick<WebUse, 'host' | 'uriMap'>
}

/**
 * What is sent in a session goes to the machine that it was opened to: where several WEB OPENs with its token say
 * different ones, by the last before it, if that is run whenever it is.
 */
export function webSessions(
  statements: WebStatements,
): <W extends Omit<WebUse, 'line'>>(fact: W, command: ExecCommand) => W {
  const sessions = sessionsOpened(statements.cics)
  const isBehind = certainty(statements)
  return (fact, {options, at, words}) => {
    if (words[1] === 'OPEN' || fact.host) return fact
    const opened = sessions.get(options.get('SESSTOKEN')?.item ?? '') ?? []
    const isOne = new Set(opened.map(({leads}) => JSON.stringify(leads))).size === 1
    const last = opened.findLast((one) => one.at < at)
    const session = isOne ? opened[0] : last && isBehind(last.at, at, opened) ? last : undefined
    // A URIMAP of the request itself says the path, and the machine too.
    return session ? {...session.leads, ...fact} : fact
  }
}

function sessionsOpened(cics: Statements['cics']): ReadonlyMap<string, readonly Opened[]> {
  const sessions = new Map<string, Opened[]>()
  for (const {words, options, at} of cics) {
    const token = words[0] === 'WEB' && words[1] === 'OPEN' ? options.get('SESSTOKEN')?.item : undefined
    if (token === undefined) continue
    const [host, uriMap] = [options.get('HOST'), options.get('URIMAP')]
    const leads = {...(host && {host}), ...(uriMap && {uriMap})}
    sessions.set(token, [...(sessions.get(token) ?? []), {at, leads}])
  }
  return sessions
}

type IsBehind = (open: number, use: number, opened: readonly Opened[]) => boolean

/** Whether a session is the one that was opened at a place, at a later one of the same paragraph. */
function certainty({branches, paragraphs, points, performs}: WebStatements): IsBehind {
  if (!branches || !paragraphs) return () => false
  const isStraight = straightness({branches, paragraphs, points: points ?? []})
  return (open, use, opened) => {
    if (isStraight(open, use)) return true
    if (!points || !performs || nextAfter(paragraphs, open) < use) return false
    const start = Math.max(
      points.findLast((point) => point < open) ?? -1,
      paragraphs.findLast((one) => one < open) ?? -1,
    )
    const end = nextAfter(points, use)
    const until = nextAfter(paragraphs, use)
    const [first, last] = [paragraphs.findLast((one) => one < open) ?? -1, until]
    // What is performed between may open it otherwise, and what is behind it in a loop.
    const isElsewhere = opened.some(({at}) => at < first || at > last)
    return (
      nextAfter(branches, start) >= open &&
      !(isElsewhere && nextAfter(performs, open) < use) &&
      !opened.some(({at}) => at > use && at < end)
    )
  }
}
