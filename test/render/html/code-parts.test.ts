import {describe, expect, it} from '@jest/globals'
import {JSDOM} from 'jsdom'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import type {ReportInput} from '../../../src/render/rendered.ts'
import {entity, relation} from '../../estates.ts'
import {clock, codeInput, served} from '../code-found.ts'
import {reportInput} from '../inputs.ts'

function partOf(input: ReportInput, heading: RegExp) {
  const text = String([...renderHtml(input, {})].find(({path}) => path === 'index.html')?.content)
  const {document} = new JSDOM(text).window
  const found = [...document.querySelectorAll('h4')].find(({textContent}) => heading.test(textContent ?? ''))
  const table = found?.nextElementSibling?.querySelector('table')
  const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.children].map(({textContent}) => (textContent ?? '').replace(/\s+/g, ' ').trim()),
  )
  const note = found?.nextElementSibling?.nextElementSibling
  return {heading: found?.textContent, rows, note: note?.textContent?.replace(/\s+/g, ' ').trim(), table, note_: note}
}

const places = {p1: 'clock/a.ts:7', p2: 'clock/b.ts:9'}

describe('the endpoints of a system', () => {
  it('stand by path, with their methods and places, and lead to the table of all', () => {
    const endpoints = [
      served('post', 'POST', '/ticks/{id}', ['p2']),
      served('get', 'GET', '/ticks/{id}', ['p1']),
      served('any', 'ANY', '/', ['p1']),
    ]
    const {heading, rows, note, note_} = partOf(
      codeInput(
        endpoints.map((one) => one.entity),
        endpoints.map((one) => one.relation),
        places,
      ),
      /serves/,
    )

    expect(heading).toBe('Its code serves 3 endpoints')
    expect(rows).toEqual([
      ['/', 'any', 'clock/a.ts:7'],
      ['/ticks/{id}', 'GET and POST', 'clock/a.ts:7clock/b.ts:9'],
    ])
    expect(note).toBe('All, with every place: endpoints.csv')
    expect(note_?.querySelector('a')?.getAttribute('href')).toBe('endpoints.csv')
  })

  it('are the first of many, and the others are counted', () => {
    const endpoints = Array.from({length: 40}, (_, at) => served(`e${at}`, 'GET', `/${at + 10}`, ['p1']))
    const {rows, note} = partOf(
      codeInput(
        endpoints.map((one) => one.entity),
        endpoints.map((one) => one.relation),
        places,
      ),
      /serves 40 endpoints/,
    )

    expect(rows).toHaveLength(15)
    expect(note).toBe('By path; 25 more paths not shown. All, with every place: endpoints.csv')
  })

  it('are no part of a system that serves none', () => {
    expect(partOf(reportInput(), /serves/).heading).toBeUndefined()
  })

  it('cannot break out of the page', () => {
    const {entity: one, relation: part} = served('x', 'GET', '/<script>alert(1)</script>', ['p1'])
    const {rows, table} = partOf(codeInput([one], [part], {p1: 'a/<img src=x>.ts:7'}), /serves/)

    expect(rows).toEqual([['/<script>alert(1)</script>', 'GET', 'a/<img src=x>.ts:7']])
    expect(table?.querySelectorAll('script, img')).toHaveLength(0)
  })
})

describe('what stands in the way of a move', () => {
  it('leads to no file that is not written: where no source was scanned there is no SARIF', () => {
    const input = reportInput()
    const entities = input.estate.entities.map((one) =>
      one.id === clock
        ? {...one, attributes: {blockers: [{value: ['absolute paths'], evidence: [], confidence: 1}]}}
        : one,
    )
    const {note} = partOf({...input, estate: {...input.estate, entities}}, /in the way/)

    expect(note).toBe('Every place: blockers.csv')
  })

  it('stands by kind with counts, the first places and what to do', () => {
    const many = Object.fromEntries(Array.from({length: 9}, (_, at) => [`m${at}`, `clock/m${at}.ts:${at + 1}`]))
    const blockers = [
      {value: 'COM components', evidence: ['p1'], confidence: 0.8},
      {value: 'absolute paths', evidence: Object.keys(many), confidence: 0.8},
      {value: ['a moat'], evidence: ['p2'], confidence: 1},
    ]
    const bells = entity('component', 'component:moc/bells', {type: 'repository'})
    const part = {...bells, attributes: {...bells.attributes, blockers}}
    const input = codeInput([part], [relation(part.id, 'PART_OF', clock)], {...places, ...many})
    const {heading, rows, note} = partOf(input, /Three kinds of things in the way/)

    expect(heading?.replace(/\s+/g, ' ').trim()).toBe('Three kinds of things in the way of a move, in 11 places')
    expect(rows.map(([what, count, where, advice]) => [what, count, where, advice?.slice(0, 20)])).toEqual([
      ['Absolute paths', '9', 'clock/m0.ts:1clock/m1.ts:2clock/m2.ts:3and 6 more places', 'The folder may not b'],
      ['COM components', '1', 'clock/a.ts:7', 'They must be registe'],
      ['A moat', '1', 'clock/b.ts:9', 'As declared: what to'],
    ])
    expect(note).toBe('Every place: blockers.csv, and for editors and code hosts blockers.sarif')
  })
})
