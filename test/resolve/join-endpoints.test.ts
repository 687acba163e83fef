import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {collectSource} from '../../src/collect/source/collect-source.ts'
import type {InventoryRecord} from '../../src/model/inventory.ts'
import {Settings} from '../../src/model/settings.ts'
import type {Json} from '../../src/model/values.ts'
import {resolveEstate} from '../../src/resolve/resolve-estate.ts'
import {entity, relation, system} from '../estates.ts'

const producedBy = {name: 'domesday', version: '0.0.0'}
const observedAt = '2026-11-01T00:00:00Z'
const settings = Settings.parse({schema: 'domesday/settings@1', organisations: [{id: 'msti', name: 'Ministry'}]})
const sha256 = '0'.repeat(64)
const header = {
  ...{schema: 'domesday/inventory@1' as const, organisation: 'msti', producedBy, scope: {}, observedAt},
  collector: {name: 'declared', version: '1'},
}
const covered: InventoryRecord = {record: 'coverage', id: 's1', scope: {}, status: 'complete'}

type Input = Parameters<typeof resolveEstate>[0]['inventories'][number]

function resolved(inventories: readonly Input[]) {
  const {entities, relations, evidence, problems} = resolveEstate({inventories, settings, producedBy})
  expect(relations.filter((one) => 'operationEvidence' in one)).toEqual([])
  const names = new Map(entities.map(({id, name}) => [id, name]))
  const places = new Map(evidence.map(({id, locator}) => [id, locator]))
  const told = relations.flatMap((one) =>
    one.certainty === 'inferred' && (one.type === 'CALLS' || one.type === 'DEPENDS_ON')
      ? [
          `${names.get(one.from)} ${one.type} ${names.get(one.to)}: ${String(one.attributes.how)} [${one.evidence
            .map((id) => places.get(id) ?? id)
            .toSorted()
            .join(' ')}]`,
        ]
      : [],
  )
  return {told: told.toSorted(), perhaps: problems.map(({message}) => message), problems}
}

/** Systems with what they serve and call; `on` has the machines that each runs on. */
function estate({
  serves = {},
  calls = {},
  on = {},
  host = {},
}: {
  readonly serves?: Readonly<Record<string, readonly string[]>>
  readonly calls?: Readonly<Record<string, readonly [host: string, ...operations: string[]]>>
  readonly on?: Readonly<Record<string, string>>
  /** By endpoint, the machine that it says itself. */
  readonly host?: Readonly<Record<string, string>>
}) {
  const names = [...new Set([...Object.keys(serves), ...Object.keys(calls), ...Object.keys(on)])]
  const machine = (name: string): string => `host:msti/${name.replaceAll('.', '-')}`
  const machines = new Set([...Object.values(calls).map(([one]) => one), ...Object.values(on)])
  const records: InventoryRecord[] = [
    covered,
    ...names.flatMap((name) => [
      system(`msti/${name}`),
      entity('component', `component:msti/${name}`, {type: 'application'}),
      relation(`component:msti/${name}`, 'PART_OF', `msti/${name}`),
    ]),
    ...[...machines].map((name) => ({...entity('host', machine(name), {hostName: name}), name})),
    ...Object.entries(on).map(([name, one]) => relation(`msti/${name}`, 'RUNS_ON', machine(one))),
    ...Object.entries(serves).flatMap(([name, endpoints]) =>
      endpoints.flatMap((endpoint) => {
        const [method = '', path = ''] = endpoint.split(' ')
        const id = `interface:msti/${name}-${encodeURIComponent(endpoint)}`
        const said: Record<string, Json> = {type: 'endpoint', method, path}
        const own = host[endpoint] === undefined ? said : {...said, host: host[endpoint]}
        return [{...entity('interface', id, own), name: endpoint}, relation(id, 'PART_OF', `component:msti/${name}`)]
      }),
    ),
    ...Object.entries(calls).map(([name, [one, ...operations]]) => ({
      ...relation(`component:msti/${name}`, 'CALLS', machine(one)),
      attributes: {protocol: 'http', operations},
    })),
  ]
  return resolved([{id: 'declared', path: 'estate.yaml', sha256, inventory: {header, records}}])
}

const ends = (told: readonly string[]): readonly string[] => told.map((one) => one.replace(/: .*$/, ''))

describe('a call over HTTP', () => {
  it('reaches the endpoint of the system that runs on the machine, and its system depends on that', () => {
    const {told, perhaps} = estate({
      serves: {dues: ['GET /berths/{id}', 'POST /berths', 'GET /berths/free']},
      calls: {permits: ['mvs1.dept.gov.uk', 'GET /berths/{}', 'GET /berths/free']},
      on: {dues: 'mvs1.dept.gov.uk'},
    })

    expect(ends(told)).toEqual([
      'permits CALLS GET /berths/free',
      'permits CALLS GET /berths/{id}',
      'permits DEPENDS_ON dues',
    ])
    expect(perhaps).toEqual([])
  })

  it.each([
    ['another path', 'GET /moorings'],
    ['another method', 'DELETE /berths/7'],
    ['a part that only a run decides', 'GET /{}/free'],
  ])('with %s reaches none', (_, operation) => {
    const {told} = estate({
      serves: {dues: ['GET /berths/{id}', 'GET /berths/free']},
      calls: {permits: ['mvs1.dept.gov.uk', operation]},
      on: {dues: 'mvs1.dept.gov.uk'},
    })

    expect(ends(told)).toEqual(['permits DEPENDS_ON dues'])
  })

  it('reaches none where two fit as well, and asks which of them is meant', () => {
    const {told, perhaps} = estate({
      serves: {dues: ['GET /berths/{id}'], docks: ['GET /berths/{number}']},
      calls: {permits: ['mvs1.dept.gov.uk', 'GET /berths/7']},
      on: {dues: 'mvs1.dept.gov.uk', docks: 'mvs1.dept.gov.uk'},
    })

    expect(told).toEqual([])
    expect(perhaps).toEqual([
      'msti/permits calls GET mvs1.dept.gov.uk/berths/7, and msti/docks and msti/dues serve it equally well (GET /berths/{id}, GET /berths/{number}): which of them is meant?',
    ])
  })

  it('of a machine of several systems needs the one alone that serves the path', () => {
    const {told, perhaps} = estate({
      serves: {dues: ['GET /dues/owed'], pilots: ['GET /pilots/rota']},
      calls: {permits: ['mvs1.dept.gov.uk', 'GET /pilots/rota']},
      on: {dues: 'mvs1.dept.gov.uk', pilots: 'mvs1.dept.gov.uk'},
    })

    expect(ends(told)).toEqual(['permits CALLS GET /pilots/rota', 'permits DEPENDS_ON pilots'])
    expect(perhaps).toEqual([])
  })

  it('of a path that nobody there is known to serve asks which of several systems is meant', () => {
    const {told, perhaps} = estate({
      serves: {dues: ['GET /dues/owed'], pilots: ['GET /pilots/rota']},
      calls: {permits: ['mvs1.dept.gov.uk', 'GET /pilots/rota', 'GET /tides']},
      on: {dues: 'mvs1.dept.gov.uk', pilots: 'mvs1.dept.gov.uk'},
    })

    expect(ends(told)).toEqual(['permits CALLS GET /pilots/rota', 'permits DEPENDS_ON pilots'])
    expect(perhaps).toEqual([
      'msti/permits calls GET mvs1.dept.gov.uk/tides, and msti/dues and msti/pilots run there: which of them is meant?',
    ])
  })

  it.each([
    [undefined, ['permits DEPENDS_ON docks', 'permits DEPENDS_ON dues'], 0],
    ['jdbc', ['permits DEPENDS_ON docks', 'permits DEPENDS_ON dues'], 0],
    ['https', [], 1],
  ])('of no path, by %s, needs all of a machine or asks', (protocol, needed, asked) => {
    const records: InventoryRecord[] = [
      covered,
      ...['dues', 'docks', 'permits'].map((name) => system(`msti/${name}`)),
      {...entity('host', 'host:msti/mvs1', {hostName: 'mvs1.dept.gov.uk'}), name: 'mvs1.dept.gov.uk'},
      relation('msti/dues', 'RUNS_ON', 'host:msti/mvs1'),
      relation('msti/docks', 'RUNS_ON', 'host:msti/mvs1'),
      {...relation('msti/permits', 'CALLS', 'host:msti/mvs1'), attributes: protocol ? {protocol} : {}},
    ]
    const {told, perhaps} = resolved([{id: 'declared', path: 'estate.yaml', sha256, inventory: {header, records}}])

    expect(ends(told)).toEqual(needed)
    expect(perhaps).toHaveLength(asked)
  })

  it('asks which of two systems is meant that say that they serve one path under one name', () => {
    const {told, perhaps} = estate({
      serves: {dues: ['ANY /dues/*'], docks: ['GET /dues/*'], charts: ['ANY /charts']},
      calls: {permits: ['dues.dept.gov.uk', 'GET /dues/7', 'GET /dues/8', 'GET /charts']},
      host: {'ANY /dues/*': 'dues.dept.gov.uk', 'GET /dues/*': 'dues.dept.gov.uk', 'ANY /charts': 'dues.dept.gov.uk'},
    })

    expect(ends(told)).toEqual(['permits CALLS ANY /charts', 'permits DEPENDS_ON charts'])
    expect(perhaps).toEqual([
      'msti/permits calls GET dues.dept.gov.uk/dues/7, GET dues.dept.gov.uk/dues/8, and msti/docks and msti/dues serve it equally well (ANY /dues/*, GET /dues/*): which of them is meant?',
    ])
  })

  it('names components where those of one system serve one path, and endpoints where one component does', () => {
    const {perhaps} = estate({
      serves: {dues: ['GET /dues/{id}', 'ANY /dues/{number}']},
      calls: {permits: ['mvs1.dept.gov.uk', 'GET /dues/7']},
      on: {dues: 'mvs1.dept.gov.uk'},
    })

    expect(perhaps).toEqual([
      'msti/permits calls GET mvs1.dept.gov.uk/dues/7, and interface:msti/dues-ANY%20%2Fdues%2F%7Bnumber%7D and interface:msti/dues-GET%20%2Fdues%2F%7Bid%7D serve it equally well (ANY /dues/{number}, GET /dues/{id}): which of them is meant?',
    ])
  })

  it('reaches a path behind which two programs stand, and asks which of them is meant', () => {
    const endpoint = 'interface:msti/dues'
    const program = (name: string): InventoryRecord[] => [
      entity('component', `component:msti/${name}`, {type: 'program'}),
      relation(endpoint, 'DEPENDS_ON', `component:msti/${name}`),
    ]
    const records: InventoryRecord[] = [
      covered,
      ...['dues', 'permits'].map((name) => system(`msti/${name}`)),
      {...entity('host', 'host:msti/mvs1', {hostName: 'mvs1.dept.gov.uk'}), name: 'mvs1.dept.gov.uk'},
      relation('msti/dues', 'RUNS_ON', 'host:msti/mvs1'),
      {...entity('interface', endpoint, {type: 'endpoint', method: 'ANY', path: '/dues'}), name: '/dues'},
      relation(endpoint, 'PART_OF', 'msti/dues'),
      ...program('duesa'),
      ...program('duesb'),
      {...relation('msti/permits', 'CALLS', 'host:msti/mvs1'), attributes: {operations: ['GET /dues']}},
    ]
    const {told, perhaps} = resolved([{id: 'declared', path: 'estate.yaml', sha256, inventory: {header, records}}])

    expect(ends(told)).toEqual(['permits CALLS /dues', 'permits DEPENDS_ON dues'])
    expect(perhaps).toEqual([
      'msti/permits calls GET mvs1.dept.gov.uk/dues, behind which definitions put component:msti/duesa and component:msti/duesb: which of them is meant?',
    ])
  })

  it('reaches nothing that takes any path where others are on the machine too', () => {
    const serves = {dues: ['ANY /*', 'GET /{id}'], docks: ['GET /berths']}
    const calls = {permits: ['mvs1.dept.gov.uk', 'GET /7', 'GET /tides/high'] as const}
    const beside = estate({serves, calls, on: {dues: 'mvs1.dept.gov.uk', docks: 'mvs1.dept.gov.uk'}})
    const alone = estate({serves, calls, on: {dues: 'mvs1.dept.gov.uk'}})

    expect(ends(beside.told).filter((one) => one.includes('CALLS'))).toEqual([])
    expect(ends(alone.told).filter((one) => one.includes('CALLS'))).toEqual([
      'permits CALLS ANY /*',
      'permits CALLS GET /{id}',
    ])
  })

  it('reaches what says itself under which name it is served', () => {
    const {told} = estate({
      serves: {dues: ['ANY /dues/*'], others: ['ANY /dues/*x']},
      calls: {permits: ['dues.dept.gov.uk', 'POST /dues/berths']},
      host: {'ANY /dues/*': 'dues.dept.gov.uk'},
    })

    expect(ends(told)).toEqual(['permits CALLS ANY /dues/*', 'permits DEPENDS_ON dues'])
  })

  it('reaches nothing under another name than that which it says it is served under', () => {
    const {told} = estate({
      serves: {dues: ['ANY /dues/berths']},
      calls: {permits: ['mvs1.dept.gov.uk', 'GET /dues/berths']},
      on: {dues: 'mvs1.dept.gov.uk'},
      host: {'ANY /dues/berths': 'dues.dept.gov.uk'},
    })

    expect(ends(told)).toEqual(['permits DEPENDS_ON dues'])
  })

  it('of a test, a build or another environment reaches none', () => {
    const base = {serves: {dues: ['GET /berths/free']}, on: {dues: 'mvs1.dept.gov.uk'}}
    const records: InventoryRecord[] = [
      covered,
      ...['dues', 'permits'].flatMap((name) => [
        system(`msti/${name}`),
        entity('component', `component:msti/${name}`, {type: 'application'}),
        relation(`component:msti/${name}`, 'PART_OF', `msti/${name}`),
      ]),
      {...entity('host', 'host:msti/mvs1', {hostName: base.on.dues}), name: base.on.dues},
      relation('msti/dues', 'RUNS_ON', 'host:msti/mvs1'),
      {...entity('interface', 'interface:msti/free', {type: 'endpoint', method: 'GET', path: '/berths/free'})},
      relation('interface:msti/free', 'PART_OF', 'component:msti/dues'),
      {
        ...relation('component:msti/permits', 'CALLS', 'host:msti/mvs1'),
        attributes: {operations: ['GET /berths/free'], environment: 'staging'},
      },
    ]

    expect(resolved([{id: 'declared', path: 'estate.yaml', sha256, inventory: {header, records}}]).told).toEqual([])
  })

  it('of a machine that nobody is known to run on is a suggestion where one system alone serves such a path', () => {
    const calls = {permits: ['ws.dept.gov.uk', 'GET /dues/berths/{}', 'GET /api/users/7'] as const}
    const one = estate({serves: {dues: ['GET /dues/berths/{id}', 'GET /api/users/{id}']}, calls})
    const several = estate({
      serves: {dues: ['GET /dues/berths/{id}'], docks: ['GET /dues/berths/{id}']},
      calls,
    })

    expect(one.told).toEqual([])
    expect(one.perhaps).toEqual([
      'msti/permits calls GET ws.dept.gov.uk/dues/berths/{}, and msti/dues alone is seen to serve such a path: is ws.dept.gov.uk a machine of it?',
    ])
    expect(several).toEqual({told: [], perhaps: [], problems: []})
  })
})

describe('a program of CICS behind a web service', () => {
  it('meets its callers in Java and COBOL, with the places of both', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'domesday-endpoints-'))
    const cobol = (...lines: readonly string[]): string => lines.map((line) => `       ${line}`).join('\n')
    const trees = {
      dues: {
        'DUESWS.cbl': cobol('PROGRAM-ID. DUESWS.', 'PROCEDURE DIVISION.', '    GOBACK.'),
        'DUESSOAP.cbl': cobol('PROGRAM-ID. DUESSOAP.', 'PROCEDURE DIVISION.', '    GOBACK.'),
        'DUES.csd': `DEFINE URIMAP(BERTHS) GROUP(DUES) USAGE(SERVER) HOST(dues.dept.gov.uk)
       PATH(/dues/berths/*) PROGRAM(DUESWS)`,
        'DUESSOAP.jcl': `//DUESSOAP JOB
//LS2WS EXEC DFHLS2WS
//INPUT.SYSUT1 DD *
PGMNAME=DUESSOAP
URI=dues/soap/pay
WSBIND=/u/dues/pay.wsbind`,
      },
      web: {
        'Berths.java': `import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.URI;
class Berths {
  void who() throws Exception {
    var request = HttpRequest.newBuilder(URI.create("https://dues.dept.gov.uk/dues/berths/7")).GET().build();
    HttpClient.newHttpClient().send(request, null);
    var other = HttpRequest.newBuilder(URI.create("https://dues.dept.gov.uk/elsewhere")).GET().build();
    HttpClient.newHttpClient().send(other, null);
    var again = HttpRequest.newBuilder(URI.create("https://dues.dept.gov.uk/dues/berths/7")).GET().build();
    HttpClient.newHttpClient().send(again, null);
  }
}`,
      },
      ledger: {
        'LEDGER.cbl': cobol(
          'PROGRAM-ID. LEDGER.',
          'PROCEDURE DIVISION.',
          "    EXEC CICS WEB OPEN HOST('mvs1.dept.gov.uk') SESSTOKEN(T) END-EXEC",
          "    EXEC CICS WEB CONVERSE SESSTOKEN(T) PATH('/dues/soap/pay')",
          '        METHOD(POST) END-EXEC',
        ),
      },
    }
    try {
      const inventories: Input[] = []
      for (const [name, files] of Object.entries(trees)) {
        for (const [path, text] of Object.entries(files)) {
          mkdirSync(dirname(join(folder, name, path)), {recursive: true})
          writeFileSync(join(folder, name, path), text)
        }
        const options = {auditFolder: folder, paths: [name], organisation: 'msti', sourceId: name, exclude: []}
        const inventory = await collectSource({...options, system: name, producedBy, observedAt})
        inventories.push({id: name, path: `${name}.jsonl`, sha256, inventory})
      }
      const records: InventoryRecord[] = [
        covered,
        {...entity('host', 'host:msti/mvs1', {hostName: 'mvs1.dept.gov.uk'}), name: 'mvs1.dept.gov.uk'},
        relation('msti/dues', 'RUNS_ON', 'host:msti/mvs1'),
      ]
      inventories.push({id: 'declared', path: 'estate.yaml', sha256, inventory: {header, records}})

      expect(resolved(inventories).told).toEqual([
        'LEDGER CALLS ANY /dues/soap/pay: calls mvs1.dept.gov.uk, which serves /dues/soap/pay [dues/DUESSOAP.jcl:4 ledger/LEDGER.cbl:4]',
        'LEDGER CALLS DUESSOAP: calls mvs1.dept.gov.uk, which serves /dues/soap/pay [dues/DUESSOAP.jcl:4 ledger/LEDGER.cbl:4]',
        'ledger DEPENDS_ON dues: calls DUESSOAP; calls POST /dues/soap/pay; calls mvs1.dept.gov.uk [dues/DUESSOAP.jcl:4 ledger/LEDGER.cbl:3 ledger/LEDGER.cbl:4]',
        'web CALLS ANY /dues/berths/*: calls dues.dept.gov.uk, which serves /dues/berths/* [dues/DUES.csd:1 web/Berths.java:10 web/Berths.java:6]',
        'web CALLS DUESWS: calls dues.dept.gov.uk, which serves /dues/berths/* [dues/DUES.csd:1 web/Berths.java:10 web/Berths.java:6]',
        'web DEPENDS_ON dues: calls ANY /dues/berths/7 [dues/DUES.csd:1 web/Berths.java:10 web/Berths.java:6]',
      ])
    } finally {
      rmSync(folder, {recursive: true})
    }
  })
})
