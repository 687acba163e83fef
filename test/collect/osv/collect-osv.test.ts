import {mkdtempSync, rmSync} from 'node:fs'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {collectOsv} from '../../../src/collect/osv/collect-osv.ts'
import {openAnswers} from '../../../src/collect/osv/osv-answers.ts'
import {osvClient} from '../../../src/collect/osv/osv-client.ts'
import {packagesToAsk} from '../../../src/collect/osv/osv-packages.ts'
import {InventoryRecord} from '../../../src/model/inventory.ts'
import {entity, relation, system} from '../../estates.ts'

const [lodash, pg] = ['pkg:npm/lodash@4.17.20', 'pkg:npm/pg@8.1.0']
const lodashRecord = {
  id: 'GHSA-35jh-r3h4-6jhm',
  modified: '2026-01-01T00:00:00Z',
  aliases: ['CVE-2021-23337'],
  database_specific: {severity: 'HIGH'},
  affected: [
    {
      package: {ecosystem: 'npm', name: 'lodash'},
      ranges: [{type: 'SEMVER', events: [{introduced: '0'}, {fixed: '4.17.21'}]}],
    },
  ],
}
const hit = {id: lodashRecord.id, modified: lodashRecord.modified}

interface Asked {
  readonly path: string
  readonly purls: readonly string[]
  readonly tokens: readonly string[]
}

type Answer = (asked: Asked, response: ServerResponse) => unknown

let server: Server
let asked: Asked[]
let answer: Answer
let folder: string

beforeEach(async () => {
  asked = []
  folder = mkdtempSync(join(tmpdir(), 'domesday-osv-'))
  server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, {recursive: true})
})

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = ''
  for await (const piece of request) text += String(piece)
  const {queries = []} = text === '' ? {} : JSON.parse(text)
  const one = {
    path: `${request.method} ${request.url}`,
    purls: queries.map((query: {package: {purl: string}}) => query.package.purl),
    tokens: queries.flatMap((query: {page_token?: string}) => query.page_token ?? []),
  }
  asked.push(one)
  const json = await answer(one, response)
  if (json !== undefined) response.end(JSON.stringify(json))
}

/** As the service answers that knows one vulnerability of lodash. */
const known: Answer = ({path, purls}) =>
  path.startsWith('POST')
    ? {results: purls.map((purl) => (purl === lodash ? {vulns: [hit]} : {}))}
    : path.endsWith(lodashRecord.id)
      ? lodashRecord
      : undefined

async function collected(purls: readonly string[] = [lodash, pg], env: Readonly<Record<string, string>> = {}) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
  const client = osvClient({url, env, silence: 300, firstWait: 1})
  try {
    const {records} = await collectOsv({
      url,
      client,
      answers: await openAnswers(join(folder, 'osv', 'answers.jsonl'), url, '2026-11-01'),
      packages: {asked: purls, leftOut: [], withoutVersion: [], otherTypes: []},
      organisation: 'tides',
      sourceId: 'osv',
      producedBy: {name: 'domesday', version: '1.0.0'},
      today: '2026-11-01',
    })
    return records.map((record) => InventoryRecord.parse(record))
  } finally {
    client.close()
  }
}

function told(records: readonly InventoryRecord[]) {
  return records.flatMap((one) =>
    one.record === 'vulnerability' ? [[one.subject, one.identifier ?? 'asked', one.known, one.highestSeverity]] : [],
  )
}

const both = [
  [lodash, 'asked', 0, undefined],
  [lodash, 'GHSA-35jh-r3h4-6jhm', 1, 'high'],
  [pg, 'asked', 0, undefined],
]

describe('asking OSV', () => {
  it('sends package URLs and nothing else, and tells what is known, and of what none is', async () => {
    answer = known
    const records = await collected()

    expect(told(records)).toEqual(expect.arrayContaining(both))
    expect(asked).toEqual([
      {path: 'POST /v1/querybatch', purls: [lodash, pg], tokens: []},
      {path: 'GET /v1/vulns/GHSA-35jh-r3h4-6jhm', purls: [], tokens: []},
    ])
    expect(records).toContainEqual(expect.objectContaining({aliases: ['CVE-2021-23337'], fixedIn: ['4.17.21']}))
  })

  it('asks of a thousand at once, and for every page', async () => {
    answer = ({path, purls, tokens}) => {
      if (!path.startsWith('POST')) return lodashRecord
      if (tokens.length > 0) return {results: [{vulns: [hit]}]}
      return {results: purls.map((purl) => (purl === lodash ? {next_page_token: 'more'} : {}))}
    }
    const many = Array.from({length: 1500}, (_, at) => `pkg:npm/bell-${at}@1.0.0`)
    const records = await collected([lodash, ...many])

    expect(asked.map(({purls}) => purls.length)).toEqual([1000, 501, 1, 0])
    expect(told(records)).toHaveLength(1502)
  })

  it('goes on from where it broke off, and asks nothing twice on one day', async () => {
    answer = (one, response) => (one.path.startsWith('POST') ? known(one, response) : response.destroy() && undefined)
    await expect(collected()).rejects.toMatchObject({code: 'osv-not-reached', exitStatus: 4})
    asked = []
    answer = known
    const records = await collected()
    await collected()

    expect(told(records)).toEqual(expect.arrayContaining(both))
    expect(asked.map(({path}) => path)).toEqual(['GET /v1/vulns/GHSA-35jh-r3h4-6jhm'])
  })

  it('tries again what is throttled, fails, is cut short or silent', async () => {
    let turn = 0
    answer = (one, response) => {
      turn += 1
      if (turn === 1) response.writeHead(429, {'retry-after': '0'})
      if (turn === 2) response.writeHead(500)
      if (turn === 3) {
        response.writeHead(200, {'content-length': '1000'})
        response.write('{"results"')
        setImmediate(() => response.destroy())
        return undefined
      }
      if (turn === 4) return undefined // and never anything
      return turn > 4 ? known(one, response) : {}
    }

    expect(told(await collected())).toEqual(expect.arrayContaining(both))
  })

  it('gives up on a service that stays away, with what to do', async () => {
    answer = (_, response) => void response.writeHead(503).end()

    await expect(collected()).rejects.toMatchObject({
      message: expect.stringContaining('it answered 503'),
      hint: expect.stringContaining('HTTPS_PROXY'),
    })
  })

  it('leaves open what the service does not understand, and keeps the rest', async () => {
    answer = (one, response) => {
      if (!one.purls.includes(pg)) return known(one, response)
      response.writeHead(400)
      return {code: 3, message: 'Invalid query.'}
    }
    const records = await collected()

    expect(told(records).map(([subject]) => subject)).not.toContain(pg)
    expect(told(records)).toContainEqual(both[1])
    expect(records).toContainEqual(
      expect.objectContaining({
        record: 'coverage',
        status: 'partial',
        reason: 'the service gave no answer of one package',
      }),
    )
  })

  it.each([
    ['a page of a proxy', '<html>Sign in</html>'],
    ['fewer answers than questions', '{"results": []}'],
    ['another shape', '{"results": "x"}'],
  ])('refuses %s', async (_, text) => {
    answer = (__, response) => void response.end(text)

    await expect(collected()).rejects.toMatchObject({code: 'osv-bad-answer'})
  })

  it('puts nothing of an answer into an address but the id of a vulnerability', async () => {
    answer = (one, response) =>
      one.path.startsWith('POST')
        ? {results: [{vulns: [{id: '../../admin', modified: ''}, {id: 'x'.repeat(500)}, hit]}, {}]}
        : known(one, response)
    await collected()

    expect(asked.map(({path}) => path)).toEqual(['POST /v1/querybatch', 'GET /v1/vulns/GHSA-35jh-r3h4-6jhm'])
  })

  it('does not count what was withdrawn, and tells of what the service does not know itself', async () => {
    answer = (one, response) =>
      one.path.startsWith('POST') ? known(one, response) : {...lodashRecord, withdrawn: '2026-02-01T00:00:00Z'}
    expect(told(await collected())).toHaveLength(2)

    rmSync(join(folder, 'osv'), {recursive: true})
    answer = (one, response) =>
      one.path.startsWith('POST') ? known(one, response) : void response.writeHead(404).end()
    const records = await collected()
    expect(told(records)).toContainEqual([lodash, lodashRecord.id, 1, undefined])
    expect(records).toContainEqual(expect.objectContaining({record: 'coverage', status: 'partial'}))
  })

  it('goes through the proxy of the environment', async () => {
    answer = known
    const {port} = server.address() as AddressInfo // it listens on a port
    const client = osvClient({url: 'http://osv.example', env: {http_proxy: `http://127.0.0.1:${port}`}, firstWait: 1})
    const {status} = await client.post('/v1/querybatch', {queries: [{package: {purl: pg}}]})
    client.close()

    expect([status, asked[0]?.path]).toEqual([200, 'POST http://osv.example/v1/querybatch'])
  })
})

describe('the packages that are asked of', () => {
  const used = (purl: string) => [entity('package', purl, {}), relation('tides/rota', 'USES', purl)]
  const parts = [
    system('tides/rota'),
    ...[lodash, 'pkg:npm/%40tides/bell@1.0.0', 'pkg:npm/left', 'pkg:deb/debian/curl@7.88'].flatMap(used),
    system('mills/wheel'),
    entity('package', 'pkg:npm/other@1.0.0', {}),
    relation('mills/wheel', 'USES', 'pkg:npm/other@1.0.0'),
  ]
  const entities = parts.filter((one) => one.record === 'entity')
  const relations = parts.filter((one) => one.record === 'relation')

  it('are those of the organisation with a version, but for what is to stay here and what versions do not tell apart', () => {
    expect(packagesToAsk({entities, relations}, 'tides', ['pkg:npm/@tides/*'])).toEqual({
      asked: [lodash],
      leftOut: ['pkg:npm/%40tides/bell@1.0.0'],
      withoutVersion: ['pkg:npm/left'],
      otherTypes: ['pkg:deb/debian/curl@7.88'],
    })
  })
})
