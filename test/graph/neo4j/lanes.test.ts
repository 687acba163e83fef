import {expect, it} from '@jest/globals'
import {phasesOf} from '../../../src/graph/neo4j/lanes.ts'
import type {Step} from '../../../src/graph/neo4j/step.ts'

const size = 40
const pairs = Array.from({length: size * size}, (_, at): readonly [number, number] => [
  Math.floor(at / size),
  at % size,
])
const numbers = (places: readonly number[]): {readonly rows: readonly number[]} => ({rows: places})
const other: Step = {text: 'other', count: 3, parameters: numbers}
const nodes: Step = {text: 'nodes', count: size + 1, parameters: numbers, made: (at) => at}
const relations: Step = {
  ...{text: 'relations', count: pairs.length, parameters: (places) => ({rows: places.map((at) => pairs[at])})},
  ends: (at) => pairs[at] ?? [],
}
const rowsOf = (steps: readonly Step[]): readonly unknown[] =>
  steps.flatMap(({count, parameters}) => {
    const {rows} = parameters(
      Array.from({length: count}, (_, at) => at),
      () => undefined,
    )
    return Array.isArray(rows) ? (rows as readonly unknown[]) : [] // of the steps above
  })

it('has every row of every step in one lane of one phase, and the steps in their order', () => {
  const phases = phasesOf([other, nodes, relations, other])
  const rows = (text: string): readonly unknown[] => rowsOf(phases.flat(2).filter((step) => step.text === text))

  expect(phases.map((lanes) => [...new Set(lanes.flat().map(({text}) => text))].join())).toEqual([
    ...['other', 'nodes', 'relations', 'relations', 'relations', 'other'],
  ])
  expect(rows('nodes')).toEqual(Array.from({length: size + 1}, (_, at) => at))
  const made = phases.flat(2).flatMap(({count, made: madeAt}) => Array.from({length: count}, (_, at) => madeAt?.(at)))
  expect(made.filter((nid) => nid !== undefined)).toEqual(Array.from({length: size + 1}, (_, at) => at))
  expect(rows('relations').map(String).toSorted()).toEqual(pairs.map(String).toSorted())
})

it('never has two lanes write relations of one node at the same time', () => {
  for (const lanes of phasesOf([relations])) {
    const touched = lanes.map((steps) => new Set(rowsOf(steps).flatMap((ends) => ends as readonly number[]))) // as above

    expect(touched.map((one) => one.size)).toEqual([size / 2, size / 2])
    expect([...(touched[0] ?? [])].filter((nid) => touched[1]?.has(nid))).toEqual([])
  }
})

it('has nothing to do where there is nothing', () => {
  expect(phasesOf([])).toEqual([])
})
