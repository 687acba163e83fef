import {describe, expect, it} from '@jest/globals'
import type {Entity} from '../../../src/model/entity.ts'
import {renderSarif} from '../../../src/render/sarif/render-sarif.ts'
import {entity, evidence} from '../../estates.ts'
import {reportInput} from '../inputs.ts'

const repository = (blockers: readonly (readonly [words: string, evidence: readonly string[]])[] = []): Entity => ({
  ...entity('component', 'component:msti/permits', {type: 'repository'}),
  attributes: {
    type: [{value: 'repository', evidence: [], confidence: 1}],
    blockers: blockers.map(([value, own]) => ({value, evidence: own, confidence: 0.8})),
  },
})

function withScan(component: Entity, places: Readonly<Record<string, string>> = {}) {
  const input = reportInput()
  const {estate} = input
  const found = Object.entries(places).map(([id, locator]) => evidence(id, locator))
  return {
    ...input,
    estate: {...estate, entities: [...estate.entities, component], evidence: [...estate.evidence, ...found]},
  }
}

const logs = (...of: Parameters<typeof renderSarif>) =>
  [...renderSarif(...of)].map(({path, content}) => ({path, ...JSON.parse(String(content))}))

describe('blockers as SARIF', () => {
  it('are not written where no source was scanned', () => {
    expect([...renderSarif(reportInput())]).toEqual([])
  })

  it('are an empty list where source was scanned and nothing found', () => {
    expect(logs(withScan(repository()))).toMatchObject([
      {path: 'blockers.sarif', version: '2.1.0', runs: [{results: [], tool: {driver: {name: 'domesday'}}}]},
    ])
  })

  it('have a result for every place, with its rule and a path that is a URI', () => {
    const [log] = logs(
      withScan(
        repository([
          ['absolute paths', ['p1', 'p2']],
          ['a person’s own words', ['p1']],
        ]),
        {
          p1: 'src/a b#.java:14',
          p2: 'src/z.java:3',
        },
      ),
    )
    const [{results, tool}] = log.runs

    expect(results).toMatchObject([
      {
        ruleId: 'absolute-paths',
        message: {text: 'permits: absolute paths'},
        locations: [{physicalLocation: {artifactLocation: {uri: 'src/a%20b%23.java'}, region: {startLine: 14}}}],
      },
      {ruleId: 'absolute-paths'},
    ])
    for (const {ruleId, ruleIndex} of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId)
  })

  it('are in several files, none too large, where they are many', () => {
    const places = Object.fromEntries(Array.from({length: 300}, (_, at) => [`p${at}`, `src/File${at}.java:1`]))
    const parts = [...renderSarif(withScan(repository([['FTP', Object.keys(places)]]), places), 50_000)]

    expect(parts.length).toBeGreaterThan(1)
    expect(parts.map(({path}) => path).slice(0, 2)).toEqual(['blockers.sarif', 'blockers-2.sarif'])
    for (const {content} of parts) expect(Buffer.byteLength(content)).toBeLessThanOrEqual(50_000)
    const counts = parts.map(({content}) => JSON.parse(String(content)).runs[0].results.length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(300)
  })
})
