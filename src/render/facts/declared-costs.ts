import {type Amount, amountOf} from '../../model/decimal.ts'
import {attributeValue, type Entity} from '../../model/entity.ts'
import {oncePer} from '../../model/once-per.ts'
import {displayText} from './display-text.ts'
import {moneyText} from './money.ts'
import type {ReportIndex} from './report-index.ts'
import {capitalised, counted} from './words.ts'

/** What running a system costs a year by its declaration, in pounds; undefined where nobody said. Bills are apart. */
export function declaredCost(entity: Entity | undefined): Amount | undefined {
  return entity && costOf(entity)?.amount
}

/** Of one declaration the register, the part of the system and the total ask. */
const costOf = oncePer((entity: Entity): {readonly amount: Amount; readonly pounds: string} | undefined => {
  const said = attributeValue(entity, 'annualRunGbp')
  if (typeof said !== 'string') return undefined
  const amount = amountOf(said)
  return {amount, pounds: wholePounds(amount)}
})

/** `£410,000`, or `unknown`. */
export function declaredCostFigure({entities}: ReportIndex, system: string): string {
  const entity = entities.get(system)
  return (entity && costOf(entity)?.pounds) ?? 'unknown'
}

/** `£410,000 a year, by finance return 2025-26`, or `Unknown`. */
export function declaredCostText({entities}: ReportIndex, system: string): string {
  const entity = entities.get(system)
  const pounds = entity && costOf(entity)?.pounds
  if (!entity || pounds === undefined) return 'Unknown'
  const source = attributeValue(entity, 'costSource')
  return `${pounds} a year${typeof source === 'string' ? `, by ${displayText(source, 120)}` : ''}`
}

/** `Two systems are declared to cost £2,480,000 a year; what one other costs is unknown.`; empty where none is. */
export const declaredCostsText = oncePer(madeText)

function madeText(index: ReportIndex): string {
  const known = index.systems
    .map(({system}) => declaredCost(index.entities.get(system)))
    .filter((amount) => amount !== undefined)
  if (known.length === 0) return ''
  const total = known.reduce((sum, amount) => sum + amount, 0n)
  const open = index.systems.length - known.length
  const rest = open > 0 ? `; what ${counted(open, 'other')} ${open === 1 ? 'costs' : 'cost'} is unknown` : ''
  const bills = index.input.estate.costs.length > 0 ? ' Bills are counted apart, and in no part of it.' : ''
  return `${capitalised(counted(known.length, 'system'))} ${known.length === 1 ? 'is' : 'are'} declared to cost ${wholePounds(total)} a year${rest}.${bills}`
}

function wholePounds(amount: Amount): string {
  return moneyText(amount, 'GBP').replace(/\.00$/, '')
}
