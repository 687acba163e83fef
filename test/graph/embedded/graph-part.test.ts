import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {graphPartHash} from '../../../src/graph/embedded/graph-part.ts'
import {writeEstate} from '../../../src/model/estate-file.ts'
import type {Estate} from '../../../src/model/estate.ts'
import {estateOf, relation, system} from '../../estates.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-graph-part-'))
afterAll(() => rmSync(folder, {recursive: true}))
const path = join(folder, 'estate.jsonl')

async function hashOf(estate: Estate): Promise<string> {
  await writeEstate(path, estate)
  return graphPartHash(path)
}

describe('what a graph is made of', () => {
  const evidence = {
    record: 'evidence',
    id: 'e1',
    source: 's',
    locator: 'estate.yaml:1',
    sha256: '0'.repeat(64),
    observedAt: '2026-11-01T00:00:00Z',
  } as const
  const judgement = {
    record: 'judgement',
    id: 'j1',
    subject: 'm/a',
    about: 'C1',
    value: 3,
    date: '2026-11-01',
    evidence: ['e1'],
  } as const
  const coverage = {record: 'coverage', id: 'm/estate#s1', scope: {}, status: 'complete'} as const
  const own = [
    coverage,
    system('m/a'),
    system('m/b', {description: 'é'.repeat(1_500_000)}),
    relation('m/a', 'CALLS', 'm/b'),
  ] as const
  const estate = estateOf(...own)

  it('is the same whatever was judged, seen or read', async () => {
    const hash = await hashOf(estate)

    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await hashOf(estateOf(...own, evidence, judgement))).toBe(hash)
    expect(await hashOf({...estate, header: {...estate.header, inputs: [{path: 'p', sha256: '0'.repeat(64)}]}})).toBe(
      hash,
    )
  })

  it.each<readonly [string, Estate]>([
    ['a thing', estateOf(...own.with(2, system('m/b', {description: `${'é'.repeat(1_499_999)}e`})))],
    ['a relation', estateOf(...own, relation('m/b', 'CALLS', 'm/a'))],
    ['one relation less, the last', estateOf(...own.slice(0, 3))],
    ['how a source was covered', estateOf({...coverage, status: 'partial'}, ...own.slice(1))],
    ['when it was seen last', {...estate, header: {...estate.header, newestObservedAt: '2026-11-02T00:00:00Z'}}],
    ['everything', estateOf()],
  ])('is another with %s', async (_what, other) => {
    const hash = await hashOf(estate)

    expect(await hashOf(other)).not.toBe(hash)
  })

  it('tells of a document that is none', async () => {
    writeFileSync(path, 'nothing\n')
    await expect(graphPartHash(path)).rejects.toThrow(SyntaxError)
  })
})
