import {isMoved} from '../../model/roadmap.ts'
import type {ReportIndex} from './report-index.ts'
import {displayText} from './display-text.ts'
import {capitalised, counted, figure, listed} from './words.ts'

export interface Together {
  /** Two systems or more. */
  readonly systems: readonly string[]
  /** `write Tracking database; depend on each other in a circle`. */
  readonly why: string
  /** The wave in which they are cut over; left out while they are not placed. */
  readonly wave?: number
}

/** What the plan moves at one time because it cannot be parted; a system that stays is in none of them. */
export function together({input, waveOf}: ReportIndex): readonly Together[] {
  return input.roadmap.groups
    .filter(({systems}) => systems.length > 1)
    .map(({systems, why}) => {
      const wave = waveOf.get(systems[0] ?? '')?.id
      return {systems, why: displayText(why, 300), ...(wave !== undefined && {wave})}
    })
}

export interface Bridge {
  readonly between: readonly string[]
  readonly how: string
  /** Assumed. */
  readonly personDays: number
  readonly why: string
}

/** `Debris Ledger: they write Tracking database`; empty for what moves alone or stays. */
export function movesWith({groupOf, groups, nameOf}: ReportIndex, system: string): string {
  const {systems = [], why = ''} = groups.get(groupOf.get(system) ?? '') ?? {}
  const others = systems.filter((id) => id !== system).map(nameOf)
  return others.length === 0 ? '' : `${listed(others, 6)}: they ${displayText(why, 300)}`
}

/** What is bridged while one side waits for the other, or while one side stays for good. */
export function bridges({input}: ReportIndex): readonly Bridge[] {
  return input.roadmap.cuts.map(({between, how, personDays, why}) => ({
    between,
    how: displayText(how, 200),
    personDays,
    why: displayText(why, 300),
  }))
}

/** `Two bridges join what moves at another time or stays: 60 person-days, assumed, beside the waves' own.` */
export function bridgesText(all: readonly Bridge[]): string {
  const days = all.reduce((sum, {personDays}) => sum + personDays, 0)
  return `${capitalised(counted(all.length, 'bridge'))} ${all.length === 1 ? 'joins' : 'join'} what moves at different times, or stays: ${figure(days)} person-days, assumed, beside those of the waves.`
}

/**
 * How one system moves beside another: with it, by the plan's groups; or not, because one of the two stays although they
 * are tied. Empty where the plan says nothing of the two.
 */
export function movingText(index: ReportIndex, system: string, other: string, isTied: boolean): string {
  if (isOneGroup(index, system, other)) return 'Moves together with it'
  if (!isTied) return ''
  const stays = [other, system].filter((id) => isStaying(index, id))
  if (stays.length === 0) return ''
  return stays.length === 2
    ? 'Both stay where they are'
    : `${stays[0] === other ? 'It' : 'This system'} stays where it is, so a bridge joins them`
}

/** Whether the plan moves the two together. */
export function isOneGroup({groupOf}: ReportIndex, system: string, other: string): boolean {
  const group = groupOf.get(system)
  return group !== undefined && group === groupOf.get(other)
}

/** Whether it is retained, or nothing is decided of it. */
export function isStaying({dispositions}: ReportIndex, system: string): boolean {
  const disposition = dispositions.get(system)
  return disposition !== undefined && !isMoved(disposition)
}

/** What the plan does with a circle of systems that need each other. */
export function circleText(index: ReportIndex, systems: readonly string[]): string {
  const staying = systems.filter((id) => isStaying(index, id))
  const moving = systems.filter((id) => !isStaying(index, id))
  const groups = new Set(moving.map((id) => index.groupOf.get(id)))
  const stay =
    staying.length > 0
      ? `${listed(staying.map(index.nameOf), 6)} ${staying.length === 1 ? 'stays where it is' : 'stay where they are'}`
      : ''
  if (moving.length === 0) return `${stay}.`
  const names = listed(moving.map(index.nameOf), 6)
  if (moving.length === 1) return `${stay}; ${names} moves.`
  const how = groups.size === 1 ? 'move together' : 'may move one after another'
  return stay ? `${stay}; ${names} ${how}.` : `${names} ${how}.`
}

/** `Wave 3`, or why a system is in none. */
export function placeLabel({waveOf, dispositions}: ReportIndex, system: string): string {
  const wave = waveOf.get(system)
  if (wave) return `Wave ${wave.id}`
  const chosen = dispositions.get(system)?.chosen
  return chosen === undefined ? 'Not decided' : chosen === 'retain' ? 'None needed' : 'Not placed'
}
