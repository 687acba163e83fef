import {describe, expect, it} from '@jest/globals'
import {programMap} from '../../src/model/program-map.ts'
import {lookupOf, neighboursOf} from '../../src/model/program-neighbours.ts'
import {idOf, link, thing, tideLinks, tideThings} from '../programs.ts'

const lookup = lookupOf(tideThings, tideLinks)
const told = (name: string) =>
  neighboursOf(lookup, idOf(name)).map(({role, id, via}) =>
    [role, lookup.entities.get(id)?.name, ...(via === undefined ? [] : [lookup.entities.get(via)?.name])].join(' '),
  )
const drawn = (name: string) => {
  const {edges, nodes} = programMap(lookup, idOf(name))
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name
  return edges.map(({from, words, to}) => `${nameOf(from)} ${words} ${nameOf(to)}`)
}

describe('what is around a thing', () => {
  it('is of a program what calls and takes it in, and what it calls, reads and writes', () => {
    expect(told('TIDESUM')).toEqual([
      'called-by NIGHTLY.SUM',
      'calls TIDEDATE',
      'takes-in TIDEREC',
      'reads TIDES.DAILY',
      'writes TIDES.SUMS',
    ])
    expect(told('TIDEINQ')).toEqual(['begun-by TI01', 'shows TIMAP', 'reads TIDES.SUMS'])
  })

  it('is of a job also what its steps do, each by its step', () => {
    expect(told('NIGHTLY')).toEqual(['parts NIGHTLY.SUM', 'calls TIDESUM NIGHTLY.SUM', 'reads TIDES.DAILY NIGHTLY.SUM'])
  })

  it('has the steps of a job in the order in which they run', () => {
    const steps = ['NIGHTLY.SUM', 'NIGHTLY.CLEAN', 'NIGHTLY.ASK']
    const job = thing('NIGHTLY', 'job', {steps: ['SUM: TIDESUM', 'CLEAN: IEFBR14', 'ASK']})
    const own = lookupOf(
      [job, ...steps.map((name) => thing(name, 'step'))],
      steps.map((name) => link(name, 'PART_OF', 'NIGHTLY', 'n.jcl:4')),
    )

    expect(neighboursOf(own, job.id).map(({id}) => id)).toEqual(steps.map(idOf))
  })

  it('is of a task also the script that it starts, and of the script the task', () => {
    const things = [thing('HOURLY', 'job'), thing('hourly.bat', 'module')]
    const own = lookupOf(things, [link('HOURLY', 'CALLS', 'hourly.bat', 'h.xml:4')])

    expect(things.flatMap(({id}) => neighboursOf(own, id).map(({role, id: other}) => [role, other]))).toEqual([
      ['calls', idOf('hourly.bat')],
      ['called-by', idOf('HOURLY')],
    ])
  })

  it('is of a routine or a package of a database who calls it, and what it calls, reads and writes', () => {
    const things = [
      thing('close', 'stored-procedure'),
      thing('rate', 'function'),
      thing('pkg', 'package'),
      thing('Claims', 'table'),
    ]
    const own = lookupOf(things, [
      link('close', 'CALLS', 'rate', 'c.sql:2'),
      link('close', 'CALLS', 'pkg', 'c.sql:4'),
      link('close', 'WRITES', 'Claims', 'c.sql:3'),
    ])

    expect(things.map(({id}) => neighboursOf(own, id).map(({role}) => role))).toEqual([
      ['calls', 'calls', 'writes'],
      ['called-by'],
      ['called-by'],
      ['written-by'],
    ])
  })

  it('is of data and copybooks who uses them', () => {
    expect(told('TIDES.SUMS')).toEqual(['written-by TIDESUM', 'read-by TIDEINQ'])
    expect(told('TIDEREC')).toEqual(['taken-in-by TIDESUM'])
  })
})

describe('a map', () => {
  it('leads from a job over its steps and their programs to the data, and tells what a step reads once', () => {
    expect(drawn('NIGHTLY')).toEqual([
      'NIGHTLY has NIGHTLY.SUM',
      'NIGHTLY.SUM runs TIDESUM',
      'TIDESUM calls TIDEDATE',
      'TIDESUM reads TIDES.DAILY',
      'TIDESUM writes TIDES.SUMS',
    ])
  })

  it('leads from a transaction over its program to the data', () => {
    expect(drawn('TI01')).toEqual(['TI01 begins with TIDEINQ', 'TIDEINQ shows TIMAP', 'TIDEINQ reads TIDES.SUMS'])
  })

  it('counts what has no room on it', () => {
    const callers = Array.from({length: 300}, (_, at) => `CALLER${at}`)
    const many = lookupOf(
      [...tideThings, ...callers.map((name) => thing(name, 'program'))],
      [...tideLinks, ...callers.map((name) => link(name, 'CALLS', 'TIDEDATE', 'c.cbl:3'))],
    )
    const map = programMap(many, idOf('TIDEDATE'))

    expect(map.nodes).toHaveLength(11)
    expect(map.left).toEqual([{at: idOf('TIDEDATE'), count: 291}])
  })

  it('tells in one line of two things what reads and writes the same, and ends where programs call in a circle', () => {
    const circle = lookupOf(tideThings, [
      link('TIDESUM', 'READS', 'TIDES.SUMS', 's.cbl:2'),
      link('TIDESUM', 'WRITES', 'TIDES.SUMS', 's.cbl:3'),
      link('TIDESUM', 'CALLS', 'TIDEDATE', 's.cbl:4'),
      link('TIDEDATE', 'CALLS', 'TIDESUM', 'd.cbl:5'),
    ])
    const {edges} = programMap(circle, idOf('TIDESUM'))

    expect(edges.map(({words, evidence}) => [words, evidence])).toEqual([
      ['calls', ['d.cbl:5']],
      ['calls', ['s.cbl:4']],
      ['reads and writes', ['s.cbl:2', 's.cbl:3']],
    ])
  })
})
