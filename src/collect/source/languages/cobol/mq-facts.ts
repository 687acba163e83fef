import type {Named} from '../mainframe-fact.ts'
import type {CobolFactAt} from './cics-facts.ts'
import type {Call, Move, Statements} from './statement-reading.ts'

type MqStatements = Pick<Statements, 'calls' | 'moves' | 'paragraphs'>

/**
 * Queues that a program opens: the name is what is moved to the object's descriptor in the same paragraph, or else
 * anywhere in the file; the direction is what is done with the handle, or else what the options say.
 */
export function mqFacts(statements: MqStatements): readonly CobolFactAt[] {
  const calls = statements.calls.filter(({target}) => /^MQ[A-Z0-9]+$/i.test(target.literal ?? ''))
  return calls.flatMap((call): readonly CobolFactAt[] => {
    const operation = (call.target.literal ?? '').toUpperCase()
    if (operation !== 'MQOPEN' && operation !== 'MQPUT1') return []
    const queue = objectName(statements, call)
    if (!queue) return []
    const does = operation === 'MQPUT1' ? 'sends' : directionOf(statements, calls, call)
    return [{is: 'mq', operation, queue, ...(does && {does}), at: call.at}]
  })
}

function paragraphOf(paragraphs: readonly number[], at: number): readonly [start: number, end: number] {
  const next = paragraphs.findIndex((start) => start > at)
  if (next < 0) return [paragraphs.at(-1) ?? 0, Infinity]
  return [paragraphs[next - 1] ?? 0, paragraphs[next] ?? Infinity]
}

/** The item that holds the queue's name. */
function objectName({moves, paragraphs}: MqStatements, {using, at}: Call): Named | undefined {
  const descriptor = using[1]?.item
  if (descriptor === undefined) return undefined
  const own = moves.filter(({to}) => /OBJECTNAME$/.test(to.item ?? '') && (to.of === undefined || to.of === descriptor))
  const [start] = paragraphOf(paragraphs, at)
  const near = own.filter((move) => move.at >= start && move.at < at)
  const sources = (near.length > 0 ? near.slice(-1) : own).map(({from}) => from)
  const [first] = sources
  if (sources.length > 0 && sources.every((source) => source === first) && first !== undefined && first !== "'")
    return first.startsWith("'") ? {literal: first.slice(1)} : {item: first}
  return {item: own[0]?.to.item ?? 'MQOD-OBJECTNAME'}
}

function directionOf(
  {moves, paragraphs}: MqStatements,
  calls: readonly Call[],
  {using, at}: Call,
): 'sends' | 'receives' | undefined {
  const [handle, options] = [using[3]?.item, using[2]?.item]
  // A handle may be kept in another item before it is used.
  const [start, end] = paragraphOf(paragraphs, at)
  const kept = moves.filter((move) => move.from === handle && move.at > at && move.at < end).map(({to}) => to.item)
  const handles = kept.length > 0 ? kept : [handle]
  const used = new Set(
    calls.flatMap(({target, using: given}) =>
      handles.includes(given[1]?.item) ? [(target.literal ?? '').toUpperCase()] : [],
    ),
  )
  if (used.has('MQPUT') !== used.has('MQGET')) return used.has('MQPUT') ? 'sends' : 'receives'
  const said = optionWords(moves, options, start, at)
  if (/MQOO-OUTPUT/.test(said) !== /MQOO-INPUT/.test(said)) return /MQOO-OUTPUT/.test(said) ? 'sends' : 'receives'
  return undefined
}

function optionWords(moves: readonly Move[], options: string | undefined, start: number, at: number): string {
  return moves
    .filter(({to, at: place}) => to.item === options && place >= start && place < at)
    .map(({from}) => from ?? '')
    .join(' ')
}
