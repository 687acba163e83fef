import {isSecretItem} from '../../secret-item.ts'
import type {Named} from '../mainframe-fact.ts'
import type {Move, Statements} from './statement-reading.ts'

/**
 * What an item holds at a place, where one MOVE alone can have set it: the last before it, with nothing between at which
 * the flow may part, come together or go elsewhere. Other names stay as they are.
 */
export function straightMoves({
  moves,
  branches,
  paragraphs,
  points,
}: Pick<Statements, 'moves' | 'branches' | 'paragraphs' | 'points'>): (named: Named, at: number) => Named {
  const byItem = Map.groupBy(moves, ({to}) => to.item ?? '')
  const isStraight = straightness({branches, paragraphs, points})
  return (named, at) => {
    // What is moved to an item of a secret is never told.
    if (named.item === undefined || isSecretItem(named.item)) return named
    const last = byItem.get(named.item)?.findLast((move) => move.at < at)
    if (!last || !isStraight(last.at, at) || (last.to.of ?? named.of) !== (named.of ?? last.to.of)) return named
    return sourceOf(last) ?? named
  }
}

/** Whether what stands at one place is run before a later one whenever that is, with nothing else between. */
export function straightness({
  branches,
  paragraphs,
  points,
}: Pick<Statements, 'branches' | 'paragraphs' | 'points'>): (from: number, to: number) => boolean {
  return (from, to) => {
    if (nextAfter(branches, from) < to || nextAfter(paragraphs, from) < to) return false
    if (nextAfter(points, from) >= to) return true
    // Within an IF that the point ends, what stands there is one of two ways.
    const start = points[indexAfter(points, from) - 1] ?? -1
    return nextAfter(branches, start) >= from
  }
}

function sourceOf({from}: Move): Named | undefined {
  if (from === undefined || from === "'" || from === 'TRUE') return undefined
  return from.startsWith("'") ? {literal: from.slice(1)} : {item: from}
}

/** The first of these ascending places behind one. */
export function nextAfter(places: readonly number[], at: number): number {
  return places[indexAfter(places, at)] ?? Infinity
}

function indexAfter(places: readonly number[], at: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}
