import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {nativeQuery} from '../../../src/graph/embedded/native-query.ts'
import {openEmbeddedStore} from '../../../src/graph/embedded/open-store.ts'
import {namedQueries} from '../../../src/graph/named-queries/all-queries.ts'
import {askNamed, namedQuery, sqlParameters} from '../../../src/graph/named-queries/ask-named.ts'
import {sqlOf} from '../../../src/graph/named-queries/named-query.ts'
import {loadEstate} from '../../../src/graph/load-estate.ts'
import {askedEstate, askedFacts} from './asked-estate.ts'
import {type AskableStore, describeNamedQueries} from './named-queries-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-named-'))
afterAll(() => rmSync(folder, {recursive: true}))

async function embedded(name: string): Promise<AskableStore> {
  const path = join(folder, `${name}.db`)
  return {
    store: await openEmbeddedStore(path),
    askText: (query, parameters, limit) =>
      nativeQuery(path, sqlOf(query), {limit, timeoutSeconds: 30, parameters: sqlParameters(parameters)}),
  }
}

describeNamedQueries('the named queries on the embedded store', () => embedded('asked'))

describe('a named query', () => {
  it('has an id of its own, and a question that ends as one', () => {
    const ids = namedQueries.map(({id}) => id)

    expect(ids.length).toBeGreaterThanOrEqual(25)
    expect(new Set(ids).size).toBe(ids.length)
    expect(namedQueries.filter(({question}) => !question.endsWith('?'))).toEqual([])
  })

  it('is refused under a name that is none, with the nearest', () => {
    expect(() => namedQuery('circle')).toThrow("There is no query 'circle'. Did you mean 'circles'?")
  })

  it.each([
    [
      'services-lost',
      {},
      [{message: "'services-lost' needs --param thing=<a host, a datastore, a technology or any other thing>"}],
    ],
    ['circles', {thing: 'x'}, [{message: "'circles' has no parameter 'thing'"}]],
  ] as const)('%s is refused with parameters that are wrong', async (id, parameters, faults) => {
    const graph = {...(await embedded('refused')), entities: askedEstate.entities, facts: askedFacts}
    await loadEstate(graph.store, askedEstate)

    await expect(askNamed(graph, namedQuery(id), {...parameters}, 10)).rejects.toMatchObject({
      code: 'bad-parameters',
      faults,
    })
    await graph.store.close()
  })

  it.each([
    ['support-ends', {by: '2027-02-30'}, 'bad-date'],
    ['who-waits-for', {organisation: "c' OR 1=1 --"}, 'unknown-organisation'],
    ['users-of-store', {thing: "x'; DROP TABLE node"}, 'unknown-id'],
  ] as const)('%s is refused a value that cannot be', async (id, parameters, code) => {
    const graph = {...(await embedded('values')), entities: askedEstate.entities, facts: askedFacts}
    await loadEstate(graph.store, askedEstate)

    await expect(askNamed(graph, namedQuery(id), {...parameters}, 10)).rejects.toMatchObject({code})
    await graph.store.close()
  })
})
