import type {Subgraph} from '../../model/subgraph.ts'
import {aroundClass, edgeLine, nodeLine} from '../mermaid/flowchart-lines.ts'
import {cleanLabel} from '../mermaid/labels.ts'
import {initDirective} from '../mermaid/theme.ts'
import {exportMark} from './export-mark.ts'

/** A flowchart: things by their names and kinds, relations by their types, dashed where they are inferred. */
export async function* renderMermaidGraph(subgraph: Subgraph): AsyncGenerator<string> {
  yield `%% ${exportMark}\n${initDirective('flowchart')}\nflowchart LR\n  accTitle: Part of the graph\n`
  yield `  accDescr: ${subgraph.things} things and ${subgraph.relations} relations\n${aroundClass}\n`
  const places = new Map<string, number>()
  for await (const {id, name, kind} of subgraph.readThings()) {
    yield `${nodeLine(`n${places.size}`, cleanLabel(name, cleanLabel(id, kind)), kind, id === subgraph.around)}\n`
    places.set(id, places.size)
  }
  for await (const {from, type, to, certainty} of subgraph.readRelations()) {
    const [source, target] = [places.get(from), places.get(to)]
    if (source !== undefined && target !== undefined) yield `${edgeLine(`n${source}`, `n${target}`, type, certainty)}\n`
  }
}
