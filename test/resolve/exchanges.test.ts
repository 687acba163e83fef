import {describe, expect, it} from '@jest/globals'
import type {Entity} from '../../src/model/entity.ts'
import type {InventoryRecord, Relation} from '../../src/model/inventory.ts'
import type {RelationType} from '../../src/model/relation-types.ts'
import {Settings} from '../../src/model/settings.ts'
import type {Json} from '../../src/model/values.ts'
import {resolveEstate} from '../../src/resolve/resolve-estate.ts'
import {entity, evidence, relation, system} from '../estates.ts'

const producedBy = {name: 'domesday', version: '0.0.0'}

/** An application of a system of its own, with a module that names what follows. */
function application(name: string, ...named: readonly (readonly [RelationType, Entity, Record<string, Json>?])[]) {
  const [app, module] = [`component:msti/${name}`, `component:msti/${name}#src/Main.java`]
  const uses = named.map(([type, to, attributes]): Relation => ({
    ...relation(module, type, to.id, attributes),
    certainty: 'structural',
    evidence: [`e-${name}`],
  }))
  const own: InventoryRecord[] = [
    {...evidence(), id: `e-${name}`, locator: `${name}/src/Main.java:1`},
    system(`msti/${name}`),
    entity('component', app, {type: 'application'}),
    entity('component', module, {type: 'module', role: 'production'}),
    relation(app, 'PART_OF', `msti/${name}`),
    relation(module, 'PART_OF', app),
    ...named.map(([, to]) => to),
    ...uses,
  ]
  return {
    id: name,
    path: `inventories/msti/${name}.jsonl`,
    sha256: '0'.repeat(64),
    inventory: {
      header: {
        schema: 'domesday/inventory@1' as const,
        organisation: 'msti',
        producedBy,
        collector: {name, version: '1'},
        scope: {},
        observedAt: '2026-11-01T00:00:00Z',
      },
      records: [{record: 'coverage' as const, id: 's1', scope: {}, status: 'complete' as const}, ...own],
    },
  }
}

const settings = Settings.parse({schema: 'domesday/settings@1', organisations: [{id: 'msti', name: 'Ministry'}]})

function resolved(...inventories: ReturnType<typeof application>[]) {
  const {entities, relations} = resolveEstate({inventories, settings, producedBy})
  return {
    named: (kind: Entity['kind']) => entities.filter((one) => one.kind === kind).map(({id}) => id),
    between: relations.filter(({from, to}) => /^msti\//.test(from) && !/^component/.test(to)),
  }
}

const brief = (relations: readonly Relation[]) =>
  relations.map(({from, type, to, attributes}) => `${from} ${type} ${to}: ${String(attributes.how)}`)

const host = (name: string) => ({...entity('host', `host:msti/${name}`, {hostName: name}), name})
const table = (of: string, name = 'orders') => ({
  ...entity('datastore', `datastore:msti/${name}-${of}`, {type: 'table', table: name}),
  name,
})
const queue = (of: string, name = 'licence-changes', product = 'rabbitmq') => ({
  ...entity('interface', `interface:msti/${name}-${of}`, {type: 'queue', product, queue: name}),
  name,
})
const file = (of: string, path: string, server: string) => ({
  ...entity('interface', `interface:msti/file-${of}`, {type: 'file', protocol: 'sftp', path, server}),
  name: path,
})
const database = (name: string, database = 'sales') => ['CALLS', host(name), {protocol: 'postgres', database}] as const
const broker = (name: string) => ['CALLS', host(name), {protocol: 'amqps'}] as const

describe('a table that several applications name', () => {
  it('is one where both reach the same database, and its reader depends on its writer', () => {
    const {named, between} = resolved(
      application('till', ['WRITES', table('till')], database('db.shop.example')),
      application('stock', ['READS', table('stock', 'public.Orders')], database('DB.shop.example', 'Sales')),
    )

    expect(named('datastore')).toHaveLength(1)
    expect(brief(between)).toEqual(
      expect.arrayContaining([
        'msti/stock DEPENDS_ON msti/till: reads orders, which it writes',
        expect.stringMatching(/^msti\/stock READS datastore:/),
        expect.stringMatching(/^msti\/till WRITES datastore:/),
      ]),
    )
    expect(between.find(({type}) => type === 'DEPENDS_ON')).toMatchObject({
      certainty: 'inferred',
      evidence: ['e-stock', 'e-till'],
      attributes: {kind: 'store', move: 'after'},
    })
  })

  it('is in the database that its name says, whatever its application connects to', () => {
    const till = application('till', ['WRITES', table('till', 'dbo.orders')], database('db.shop.example'))
    const asked = (name: string, ...reached: readonly ReturnType<typeof database>[]) =>
      resolved(till, application('stock', ['READS', table('stock', name)], ...reached)).named('datastore').length

    expect(asked('Sales.dbo.Orders', database('db.shop.example', 'other'))).toBe(1)
    expect(asked('sales..orders', database('db.shop.example', 'sales'), database('db2.shop.example', 'x'))).toBe(1)
    expect(asked('other.dbo.orders', database('db.shop.example'))).toBe(2)
    expect(asked('sales.dbo.orders', database('db2.shop.example', 'other'))).toBe(2)
    expect(asked('sales.dbo.orders', database('db.shop.example', 'a'), database('db2.shop.example', 'b'))).toBe(2)
  })

  it('is one where a routine of the database names it, whose application reaches that database', () => {
    const till = application('till', ['WRITES', table('till')], database('db.shop.example'))
    const stock = application('stock', database('db.shop.example'))
    const routine = 'component:msti/stock#db/Totals.sql::stored-procedure totals'
    const records: InventoryRecord[] = [
      entity('component', routine, {type: 'stored-procedure'}),
      relation(routine, 'PART_OF', 'component:msti/stock'),
      table('stock', 'dbo.Orders'),
      {...relation(routine, 'READS', table('stock', 'dbo.Orders').id), evidence: ['e-stock']},
    ]
    const withRoutine = {
      ...stock,
      inventory: {...stock.inventory, records: [...stock.inventory.records, ...records]},
    }

    expect(resolved(till, withRoutine).named('datastore')).toHaveLength(1)
  })

  it('is in the database of the applications that a library is built into, where they reach one', () => {
    const builtInto = (library: ReturnType<typeof application>, ...applications: readonly string[]) => ({
      ...library,
      inventory: {
        ...library.inventory,
        records: [
          ...library.inventory.records,
          ...applications.map((one) => relation(`component:msti/${one}`, 'DEPENDS_ON', `component:msti/${library.id}`)),
        ],
      },
    })
    const data = application('data', ['READS', table('data')])
    const till = application('till', ['WRITES', table('till')], database('db.shop.example'))
    const stock = application('stock', database('db.bank.example'))

    expect(resolved(till, builtInto(data, 'till')).named('datastore')).toHaveLength(1)
    expect(resolved(till, stock, builtInto(data, 'till', 'stock')).named('datastore')).toHaveLength(2)
    expect(resolved(till, stock, builtInto(data, 'stock')).named('datastore')).toHaveLength(2)
  })

  it.each([
    ['another database of the same host', [database('db.shop.example', 'other')]],
    ['another host', [database('db.bank.example')]],
    ['several databases', [database('db.shop.example'), database('db.bank.example')]],
    ['no database that is seen', []],
  ])('is another where the second reaches %s', (_, reached) => {
    const {named, between} = resolved(
      application('till', ['WRITES', table('till')], database('db.shop.example')),
      application('stock', ['READS', table('stock')], ...reached),
    )

    expect(named('datastore')).toHaveLength(2)
    expect(between).toEqual([])
  })

  it('is not taken for one by the database that a test names', () => {
    const [type, to, attributes] = database('db.shop.example')
    const {named} = resolved(
      application('till', ['WRITES', table('till')], database('db.shop.example')),
      application('stock', ['READS', table('stock')], [type, to, {...attributes, role: 'test'}]),
    )

    expect(named('datastore')).toHaveLength(2)
  })

  it.each([{environment: 'test'}, {environment: 'build'}, {role: 'test'}])(
    'is not read in production by what does so elsewhere: %j',
    (where) => {
      const {between} = resolved(
        application('till', ['WRITES', table('till')], database('db.shop.example')),
        application('stock', ['READS', table('stock'), where], database('db.shop.example')),
      )

      expect(between).toEqual([])
    },
  )

  it('is not taken for one by a database of another environment', () => {
    const [type, to, attributes] = database('db.shop.example')
    const {named} = resolved(
      application('till', ['WRITES', table('till')], database('db.shop.example')),
      application('stock', ['READS', table('stock')], [type, to, {...attributes, environment: 'test'}]),
    )

    expect(named('datastore')).toHaveLength(2)
  })

  it('of one system is its own affair', () => {
    expect(resolved(application('till', ['WRITES', table('till')], ['READS', table('till')])).between).toEqual([])
  })

  it('is written by both for the plan, where both write it', () => {
    const {between} = resolved(
      application('till', ['WRITES', table('till')], database('db.shop.example')),
      application('stock', ['WRITES', table('stock')], database('db.shop.example')),
    )

    expect(between.map(({from, type}) => `${from} ${type}`)).toEqual(
      expect.arrayContaining(['msti/stock WRITES', 'msti/till WRITES']),
    )
  })
})

describe('a queue that several applications name', () => {
  it('is one of a broker that both reach, and its receiver depends on its sender', () => {
    const {named, between} = resolved(
      application('till', ['WRITES', queue('till', 'default')], broker('mq.shop.example')),
      application('stock', ['READS', queue('stock', 'default')], broker('mq.shop.example')),
    )

    expect(named('interface')).toHaveLength(1)
    expect(brief(between)).toEqual(['msti/stock DEPENDS_ON msti/till: reads default, which it writes'])
    expect(between[0]?.attributes).toMatchObject({kind: 'message', move: 'free'})
  })

  it('is one by its name where a broker is not seen, unless the name is an everyday one', () => {
    const sent = (name: string) =>
      resolved(
        application('till', ['WRITES', queue('till', name)], broker('mq.shop.example')),
        application('stock', ['READS', queue('stock', name)]),
      ).between.length

    expect([sent('licence-changes'), sent('default'), sent('Events'), sent('in')]).toEqual([1, 0, 0, 0])
  })

  it('is one of no two brokers that are known by the protocol of their product', () => {
    const at = (name: string, protocol: string) => ['CALLS', host(name), {protocol}] as const
    const joined = (product: string, ...protocols: readonly [string, string]) =>
      resolved(
        application(
          'till',
          ['WRITES', queue('till', 'licence-changes', product)],
          at('mq1.shop.example', protocols[0]),
        ),
        application(
          'stock',
          ['READS', queue('stock', 'licence-changes', product)],
          at('mq2.shop.example', protocols[1]),
        ),
      ).between.length

    expect([
      joined('jms', 'activemq', 'tcp'),
      joined('jms', 'ibm-mq', 'amqp'),
      joined('apache-kafka', 'apache-kafka', 'kafka'),
      joined('apache-kafka', 'host', 'host'),
      joined('stomp', 'stomp', 'stomp'),
      joined('nats', 'nats', 'nats'),
      joined('rabbitmq', 'amqp', 'https'),
    ]).toEqual([0, 0, 0, 0, 0, 0, 1])
  })

  it('of Kafka is of the servers that are known as such, whatever other machines are named', () => {
    const other = ['CALLS', host('db.shop.example'), {protocol: 'host'}] as const
    const {between} = resolved(
      application('till', ['WRITES', queue('till', 'a-topic', 'apache-kafka')], other, [
        'CALLS',
        host('k1.shop.example'),
        {protocol: 'kafka'},
      ]),
      application('stock', ['READS', queue('stock', 'a-topic', 'apache-kafka')], other, [
        'CALLS',
        host('k2.shop.example'),
        {protocol: 'kafka'},
      ]),
    )

    expect(brief(between)).toEqual([])
  })

  it('is another on another broker, or of another product', () => {
    const {named} = resolved(
      application('till', ['WRITES', queue('till')], broker('mq.shop.example')),
      application('stock', ['READS', queue('stock')], broker('mq.bank.example')),
      application('post', ['READS', queue('post', 'licence-changes', 'apache-kafka')]),
    )

    expect(named('interface')).toHaveLength(3)
  })
})

describe('a file that several applications name', () => {
  it('is one on one server, and another elsewhere', () => {
    const {between} = resolved(
      application('till', ['WRITES', file('till', '/out/sales.csv', 'files.shop.example')]),
      application('stock', ['READS', file('stock', '/out/sales.csv', 'FILES.shop.example')]),
      application('post', ['READS', file('post', '/out/sales.csv', 'files.bank.example')]),
    )

    expect(brief(between)).toEqual(['msti/stock DEPENDS_ON msti/till: reads /out/sales.csv, which it writes'])
    expect(between[0]?.attributes).toMatchObject({kind: 'file', move: 'free'})
  })
})

describe('a file on a share', () => {
  it('is one whatever its strokes and the letters of its machine, and the letters of its path tell it apart', () => {
    const shared = (of: string, path: string, server: string) => ({
      ...entity('interface', `interface:msti/share-${of}`, {type: 'file', protocol: 'smb', path, server}),
      name: path,
    })
    const {between} = resolved(
      application('till', ['WRITES', shared('till', '//nas01/exchange/tariff.csv', 'nas01')]),
      application('stock', ['READS', shared('stock', '\\\\NAS01\\exchange\\tariff.csv', 'NAS01')]),
      application('post', ['READS', shared('post', '\\\\nas01\\Exchange\\tariff.csv', 'nas01')]),
    )

    expect(brief(between)).toEqual([
      'msti/stock DEPENDS_ON msti/till: reads \\\\NAS01\\exchange\\tariff.csv, which it writes',
    ])
  })
})

describe('a store that several systems use', () => {
  const blockersOf = (...inventories: ReturnType<typeof application>[]) =>
    resolveEstate({inventories, settings, producedBy}).entities.flatMap(({id, attributes}) =>
      (attributes.blockers ?? []).map((item) => `${id}: ${'value' in item ? String(item.value) : ''}`),
    )

  it('is in the way of moving each of them, where one writes it', () => {
    const shared = 'a database shared across systems'
    expect(
      blockersOf(
        application('till', ['WRITES', table('till')], database('db.shop.example')),
        application('stock', ['READS', table('stock')], database('db.shop.example')),
      ),
    ).toEqual([`msti/stock: ${shared}`, `msti/till: ${shared}`])
    expect(
      blockersOf(
        application('till', ['READS', table('till')], database('db.shop.example')),
        application('stock', ['READS', table('stock')], database('db.shop.example')),
      ),
    ).toEqual([])
  })
})

describe('two systems that meet in several ways', () => {
  const both = () =>
    resolved(
      application('till', ['WRITES', table('till')], ['WRITES', queue('till')], database('db.shop.example')),
      application('stock', ['READS', table('stock')], ['READS', queue('stock')], database('db.shop.example')),
    ).between.filter(({type}) => type === 'DEPENDS_ON')

  it('have one dependency with every reason, the evidence of both ends, and the one that binds a move most', () => {
    expect(both()).toEqual([
      expect.objectContaining({
        from: 'msti/stock',
        to: 'msti/till',
        certainty: 'inferred',
        evidence: ['e-stock', 'e-till'],
        attributes: {
          kind: 'store',
          move: 'after',
          how: 'reads licence-changes, which it writes; reads orders, which it writes',
          reasons: [
            {
              how: 'reads licence-changes, which it writes',
              kind: 'message',
              certainty: 'inferred',
              evidence: ['e-stock', 'e-till'],
            },
            {
              how: 'reads orders, which it writes',
              kind: 'store',
              certainty: 'inferred',
              evidence: ['e-stock', 'e-till'],
            },
          ],
        },
      }),
    ])
  })
})

describe('a dataset', () => {
  it('that one system writes and another reads makes the reader depend on the writer', () => {
    const dataset = {
      ...entity('datastore', 'datastore:msti/clm-daily', {type: 'dataset', dataset: 'CLM.DAILY'}),
      name: 'CLM.DAILY',
    }
    const {between} = resolved(application('claims', ['WRITES', dataset]), application('ledger', ['READS', dataset]))

    expect(brief(between)).toEqual(['msti/ledger DEPENDS_ON msti/claims: reads CLM.DAILY, which it writes'])
  })
})
