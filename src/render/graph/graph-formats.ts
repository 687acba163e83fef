import {UsageError} from '../../errors.ts'
import type {Subgraph} from '../../model/subgraph.ts'
import {renderCytoscape} from './cytoscape.ts'
import {renderDot} from './dot.ts'
import {renderGraphml} from './graphml.ts'
import {renderMermaidGraph} from './mermaid.ts'

interface GraphFormat {
  readonly render: (subgraph: Subgraph) => AsyncIterable<string>
  /** The most things and relations that those who draw it take, and a person can read. */
  readonly most?: {readonly things: number; readonly relations: number}
}

const formats = {
  graphml: {render: renderGraphml},
  cytoscape: {render: renderCytoscape},
  mermaid: {render: renderMermaidGraph, most: {things: 200, relations: 400}},
  dot: {render: renderDot, most: {things: 5000, relations: 20_000}},
} as const satisfies Record<string, GraphFormat>

export type GraphFormatName = keyof typeof formats

/** A part of the graph in a format, piece by piece. Errors: a UsageError where it is more than the format bears. */
export function renderSubgraph(name: GraphFormatName, subgraph: Subgraph): AsyncIterable<string> {
  const {render, most}: GraphFormat = formats[name]
  if (most && (subgraph.things > most.things || subgraph.relations > most.relations))
    throw tooLarge(name, subgraph, most)
  return render(subgraph)
}

function tooLarge(name: string, {things, relations}: Subgraph, most: NonNullable<GraphFormat['most']>): UsageError {
  const number = (count: number): string => count.toLocaleString('en-GB')
  return new UsageError(
    'too-large-to-draw',
    `${number(things)} things and ${number(relations)} relations are more than ${name} is for: ${number(most.things)} and ${number(most.relations)}.`,
    {hint: 'Fewer with --around and a smaller --depth, or with --types; all with --format graphml or cytoscape.'},
  )
}
