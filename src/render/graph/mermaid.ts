import type {Subgraph} from '../../model/subgraph.ts'
import {cleanLabel, quotedLabel} from '../mermaid/labels.ts'
import {initDirective} from '../mermaid/theme.ts'
import {exportMark} from './export-mark.ts'

/** A flowchart: things by their names and kinds, relations by their types. */
export async function* renderMermaidGraph(subgraph: Subgraph): AsyncGenerator<string> {
  yield `%% ${exportMark}\n${initDirective('flowchart')}\nflowchart LR\n  accTitle: Part of the graph\n`
  yield `  accDescr: ${subgraph.things} things and ${subgraph.relations} relations\n  classDef around stroke-width:3px\n`
  const places = new Map<string, number>()
  for await (const {id, name, kind} of subgraph.readThings()) {
    const label = quotedLabel(cleanLabel(name, cleanLabel(id, kind)))
    yield `  n${places.size}["${label}\\n${kind}"]${id === subgraph.around ? ':::around' : ''}\n`
    places.set(id, places.size)
  }
  for await (const {from, type, to} of subgraph.readRelations()) {
    const [source, target] = [places.get(from), places.get(to)]
    if (source !== undefined && target !== undefined) yield `  n${source} -->|${type}| n${target}\n`
  }
}
