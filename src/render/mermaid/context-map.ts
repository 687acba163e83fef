import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import {systemEdges} from '../facts/connections.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {ratingOf} from '../facts/words.ts'
import {cleanLabel, quotedLabel} from './labels.ts'
import {initDirective, longestInMarkdown} from './theme.ts'

const mostUsed = 8
const leastUsed = 3
const mostUsers = 30

export interface ContextMap {
  readonly users: readonly {readonly id: string; readonly label: string}[]
  readonly used: readonly {readonly id: string; readonly owner: string}[]
  /** From a user to a used system, with how many systems stand behind it. */
  readonly edges: readonly {readonly user: string; readonly system: string; readonly count: number}[]
}

function organisationOf(id: string): string {
  const at = id.indexOf('/')
  return at < 0 ? id : id.slice(0, at)
}

function hasSeveral({input}: ReportIndex): boolean {
  return input.estate.header.organisations.length > 1
}

/** What counts on the map, and the systems that are used, most first. */
const uses = oncePer((index: ReportIndex) => {
  const several = hasSeveral(index)
  const edges = systemEdges(index).filter(({from, to}) => !several || organisationOf(from) !== organisationOf(to))
  const users = new Map<string, Set<string>>()
  for (const {from, to} of edges) users.set(to, (users.get(to) ?? new Set()).add(from))
  const used = [...users].toSorted(([a, x], [b, y]) => y.size - x.size || compareText(a, b)).map(([id]) => id)
  return {edges, used}
})

/** The systems that are used most, and who uses them: organisations, or with one organisation its systems. */
export function contextMap(index: ReportIndex, most = mostUsed): ContextMap {
  const several = hasSeveral(index)
  const {edges, used: all} = uses(index)
  const used = all.slice(0, most)
  const chosen = new Set(used)
  const merged = new Map<string, {readonly user: string; readonly system: string; count: number}>()
  for (const {from, to} of edges) {
    if (!chosen.has(to)) continue
    const user = several ? organisationOf(from) : from
    const key = `${user} ${to}`
    const before = merged.get(key)
    if (before) before.count += 1
    else merged.set(key, {user, system: to, count: 1})
  }
  const users = [...new Set([...merged.values()].map(({user}) => user))].toSorted(compareText).slice(0, mostUsers)
  return {
    users: users.map((id) => ({id, label: several ? index.organisationName(id) : index.nameOf(id)})),
    used: used.map((id) => ({id, owner: organisationOf(id)})),
    edges: [...merged.values()]
      .filter(({user}) => users.includes(user))
      .toSorted((a, b) => compareText(a.user, b.user) || compareText(a.system, b.system)),
  }
}

/** The context map as a flowchart: users left, the most used systems right by owner, no way back. */
export function contextMapChart(index: ReportIndex, map = contextMap(index)): string {
  const {users, used, edges} = map
  const rating = new Map(index.input.assessments.systems.map((system) => [system.system, ratingOf(system)]))
  const userNode = new Map(users.map(({id}, at) => [id, `u${at + 1}`]))
  const usedNode = new Map(used.map(({id}, at) => [id, `s${at + 1}`]))
  const lines = [
    initDirective('flowchart'),
    'flowchart LR',
    '  accTitle: Context map',
    '  accDescr: The systems used most by others, and who uses them. The table beside it says the same.',
    '  classDef red fill:#f4d7d7,stroke:#982828,stroke-width:3px',
    '  classDef could fill:#fff,stroke:#982828,stroke-width:2px,stroke-dasharray:5 3',
  ]
  for (const {id, label} of users) lines.push(`  ${userNode.get(id)}["${quotedLabel(cleanLabel(label, id, 48))}"]`)
  for (const owner of [...new Set(used.map((one) => one.owner))].toSorted(compareText)) {
    lines.push(`  subgraph o${lines.length}["${quotedLabel(cleanLabel(index.organisationName(owner), owner, 48))}"]`)
    for (const {id} of used.filter((one) => one.owner === owner)) {
      const word = rating.get(id) === 'red' ? '\\nRed' : rating.get(id) === 'could-be' ? '\\nCould be red' : ''
      const style = rating.get(id) === 'red' ? ':::red' : rating.get(id) === 'could-be' ? ':::could' : ''
      lines.push(`    ${usedNode.get(id)}["${quotedLabel(cleanLabel(index.nameOf(id), id, 32))}${word}"]${style}`)
    }
    lines.push('  end')
  }
  for (const {user, system, count} of edges)
    lines.push(`  ${userNode.get(user)} -->${count > 1 ? `|"${count} systems"|` : ''} ${usedNode.get(system)}`)
  if (edges.length === 0) lines.push('  n1["No dependency between systems is known"]')
  return `${lines.join('\n')}\n`
}

/** The map with as many of the most used systems as GitLab draws; undefined when even a few are too many. */
export function shortContextMap(index: ReportIndex): {readonly map: ContextMap; readonly chart: string} | undefined {
  for (let most = mostUsed; most >= leastUsed; most -= 1) {
    const map = contextMap(index, most)
    const chart = contextMapChart(index, map)
    if (chart.length <= longestInMarkdown) return {map, chart}
  }
  return undefined
}
