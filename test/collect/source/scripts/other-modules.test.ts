import {describe, expect, it} from '@jest/globals'
import {saidTogether} from './said.ts'

describe('clients that other modules of the tree give', () => {
  it('are followed by a function that modules use that have nothing else of interest', async () => {
    const files = {
      'src/pg/index.ts':
        "import {Client} from 'pg'\nexport function createClient(options) { return new Client(options) }",
      'src/utils.ts': "export * from './pg'\nexport const name = 'utils'",
      'src/all.ts': "export * from './utils'",
      'src/command.ts':
        "import {createClient, name} from './all'\nconst client = createClient(name)\nawait client.query('SELECT a FROM commanded')",
      'src/other.ts': "import {name} from './all'\nclient.query(name)",
    }

    expect(await saidTogether(files)).toEqual([
      'src/command.ts:3 database postgresql query',
      'src/command.ts:3 sql reads commanded',
      'src/pg/index.ts:2 database postgresql ?',
    ])
  })

  it('are followed by objects that functions give, whole and taken apart', async () => {
    const files = {
      'src/connect.ts': `import pg from 'pg'
import Redis from 'ioredis'
interface Made { client: pg.Client, readonly nested: {cache: Redis} }
export async function connect(url): Promise<Made> { return await make(url) }
export const open = (url) => ({pool: new pg.Pool(url), close() { return this.pool }})`,
      'src/orders.ts': `import {connect, open} from './connect'
let {client, nested: {cache}} = isReal ? await connect(url) : {client: null, nested: {}}
onEnd(async () => { await client?.end() })
cache.get('key')
open(url).pool.query('SELECT a FROM opened')
open(url).close().query('SELECT b FROM closed')
connect(url).then(({client: again}) => again.query('SELECT c FROM then_asked'))
let later
later = open(url)
later.pool.query('SELECT d FROM later')
let typed: Response
typed = open(url)
typed.pool.connect()`,
    }

    expect(await saidTogether(files)).toEqual([
      'src/connect.ts:5 database postgresql ?',
      'src/orders.ts:10 database postgresql query',
      'src/orders.ts:10 sql reads later',
      'src/orders.ts:13 database postgresql connect',
      'src/orders.ts:4 database redis get',
      'src/orders.ts:5 database postgresql query',
      'src/orders.ts:5 sql reads opened',
      'src/orders.ts:6 database postgresql query',
      'src/orders.ts:6 sql reads closed',
      'src/orders.ts:7 database postgresql query',
      'src/orders.ts:7 sql reads then_asked',
    ])
  })

  it('are followed by interfaces, aliases and classes that other modules declare', async () => {
    const files = {
      'src/types.ts': `import {Redis} from 'ioredis'
import type {Pool} from 'pg'
export interface Store extends Named { cache(): Redis, pool: Pool | null }
interface Named { name: string, spare: Redis }
export type Cache = {size: number} & Redis
export default interface Fallback { pool: Pool }`,
      'src/base.ts': `import {Pool} from 'pg'
export class Base { protected readonly pool = new Pool(); static shared(): Base { return kept } get own() { return this.pool } }
export class Client extends Pool { close() { return super.end() } audit = (what) => what; query(text) { return super.query(text) } }`,
      'src/use.ts': `import type {Store, Cache} from './types'
import type Fallback from './types'
import {Base, Client as Own} from './base'
export const use = ({pool, spare}: Store, store: Readonly<Store>, cache: Cache, back: Fallback) => {
  pool.query('SELECT a FROM one')
  spare.get('a')
  store.cache().del('b')
  cache.mget('c')
  back.pool.query('SELECT b FROM two')
}
class Derived extends Base {
  constructor(private readonly store: Store, own: Own) { super(); own.connect(); own.close(); own.audit('x'); own.query('q') }
  again() { return super.own.query('SELECT c FROM three') }
  read() { return this.pool.query('SELECT d FROM four') }
  drop() { return this.store.cache().unlink('d') }
}
Base.shared().own.query('SELECT e FROM five')
new Base().own.query('SELECT f FROM six')
function generic<Store, Cache, Held extends Cache>(store: Store, one: Store['pool'], cache: Cache, held: Held) {
  store.cache().get('e'); one.connect(); cache.get('f'); held.get('g')
}`,
    }

    expect(await saidTogether(files)).toEqual([
      'src/base.ts:2 database postgresql',
      'src/base.ts:3 database postgresql query',
      'src/use.ts:12 database postgresql connect',
      'src/use.ts:13 database postgresql query',
      'src/use.ts:13 sql reads three',
      'src/use.ts:14 database postgresql query',
      'src/use.ts:14 sql reads four',
      'src/use.ts:15 database redis unlink',
      'src/use.ts:17 database postgresql query',
      'src/use.ts:17 sql reads five',
      'src/use.ts:18 database postgresql query',
      'src/use.ts:18 sql reads six',
      'src/use.ts:5 database postgresql query',
      'src/use.ts:5 sql reads one',
      'src/use.ts:6 database redis get',
      'src/use.ts:7 database redis del',
      'src/use.ts:8 database redis mget',
      'src/use.ts:9 database postgresql query',
      'src/use.ts:9 sql reads two',
    ])
  })

  it('are followed into functions that are given to a function of another module', async () => {
    const files = {
      'test-kit/database.ts': `import {SqlEntityManager} from '@mikro-orm/postgresql'
export interface TestDatabase { manager: SqlEntityManager | null, fork(): SqlEntityManager }`,
      'test-kit/runner.ts': `import {TestDatabase} from './database'
export interface Suite<T> { database: TestDatabase, service: T }
export function runSuite<T>({name, suite}: {name: string, suite: (options: Suite<T>) => void}) { suite(make()) }
export function each(run: (database: TestDatabase, name: string) => void) { run(make()) }`,
      'test-kit/index.ts': "export * from './runner'\nexport * as databases from './database'",
      'src/orders.ts': `import {each, runSuite} from '../test-kit'
runSuite<Orders>({
  name: 'orders',
  suite: ({database, service}) => {
    beforeEach(async () => {
      const manager = await database.fork()
      await manager.create(Order, {})
      service.fork().create(Order)
    })
  },
})
runSuite({name: 'lines', suite({database: other}) { other.manager.flush() }})
each((one, name) => { one.fork().execute('SELECT a FROM each_one'); name.fork() })`,
    }

    expect(await saidTogether(files)).toEqual([
      'src/orders.ts:12 database sql flush',
      'src/orders.ts:13 database sql execute',
      'src/orders.ts:13 sql reads each_one',
      'src/orders.ts:7 database sql create',
    ])
  })

  it('are followed through modules that pass on what a package gives', async () => {
    const files = {
      'src/queues.ts':
        "export {Queue, Worker as Taker} from 'bullmq'\nimport {Redis} from 'ioredis'\nexport {Redis}\nexport * from './http'",
      'src/http.ts': "import axios from 'axios'\nexport default axios\nexport const get = axios.get",
      'src/old.js': "module.exports = {pg: require('pg')}",
      'src/use.ts': `import {Queue, Redis, Taker} from './queues'
import http from './http'
const {pg} = require('./old')
const queue = new Queue('orders')
queue.add('one', {})
new Taker('parcels', take)
function read(cache: Redis) { return cache.get('key') }
http.get('https://orders.shop.gov.uk/one')
new pg.Client(url).query('SELECT a FROM old')`,
    }

    expect(await saidTogether(files)).toEqual([
      'src/use.ts:5 queue redis sends orders',
      'src/use.ts:6 queue redis receives parcels',
      'src/use.ts:7 database redis get',
      'src/use.ts:8 http GET https://orders.shop.gov.uk/one',
      'src/use.ts:9 database postgresql ?',
      'src/use.ts:9 database postgresql query',
      'src/use.ts:9 sql reads old',
    ])
  })

  it('are clients of clouds, whose answers are none', async () => {
    const files = {
      'src/store.ts': `import {S3Client, PutObjectCommand, type PutObjectCommandOutput} from '@aws-sdk/client-s3'
import {BlobServiceClient} from '@azure/storage-blob'
export class Store {
  constructor(readonly s3 = new S3Client({}), readonly blobs: BlobServiceClient) {}
  keep = async (): Promise<PutObjectCommandOutput> => this.s3.send(new PutObjectCommand({}))
  container() { return this.blobs.getContainerClient('parcels') }
}`,
      'src/use.ts': `import {GetObjectCommand} from '@aws-sdk/client-s3'
import {Store} from './store'
export class Parcels {
  constructor(private readonly store: Store) {}
  async all() { for await (const one of this.store.container().listBlobsFlat()) print(one) }
  keep() { return this.store.keep().finally(done) }
  read() { return this.store.s3.send(new GetObjectCommand({})) }
}`,
    }

    expect(await saidTogether(files)).toEqual([
      'src/store.ts:5 cloud aws-s3 PutObject',
      'src/store.ts:6 cloud azure-storage-blob getContainerClient',
      'src/use.ts:5 cloud azure-storage-blob listBlobsFlat',
      'src/use.ts:7 cloud aws-s3 GetObject',
    ])
  })

  it('are not told of what only has the same name', async () => {
    const files = {
      'src/kit.ts': `import {Pool} from 'pg'
export interface Kit { pool: Pool, ask(a: string): Pool; ask(a: number): string }
export const make = (): Kit => given
export function* rows(): Pool { yield given }
export class Hidden { #pool = new Pool(); private kept = new Pool(); take(pool: Pool) { return 1 } }`,
      'src/use.ts': `import {make, Hidden, type Kit} from './kit'
import {make as other} from './elsewhere'
function local(make) { make().pool.query('SELECT a FROM parameter') }
{ const make = () => ({pool: asked}); make().pool.query('SELECT a FROM block') }
other().pool.query('SELECT a FROM elsewhere')
make().ask('a').query('SELECT a FROM overloaded')
make().none.query('SELECT a FROM none')
new Hidden().kept.query('SELECT a FROM private'); new Hidden().take(one).query('SELECT a FROM taken')
let client
function one() { client.pool.query('SELECT a FROM never_set') }
function two() { let client; client = make().pool; return client }
client.query('SELECT a FROM unset')
interface Own { kit: Kit['ask'] } declare const own: Own; own.kit.query('SELECT a FROM method')`,
    }

    const found = await saidTogether(files)

    expect(found.filter((one) => one.includes(' database '))).toEqual(['src/kit.ts:5 database postgresql'])
  })

  it('lead to each other in a circle', async () => {
    const files = {
      'src/a.ts':
        "import {B} from './b'\nimport {Pool} from 'pg'\nexport interface A { b: B, a: A, pool: Pool }\nexport const make = (): A => given",
      'src/b.ts':
        "import {A} from './a'\nexport interface B { a: A, all: {b: B} }\nexport class C implements B { make() { return new C() } a: A }",
      'src/c.ts':
        "import {make} from './a'\nimport {C} from './b'\nmake().b.a.pool.query('SELECT a FROM one')\nnew C().a.pool.query('SELECT b FROM two')",
    }

    expect(await saidTogether(files)).toEqual([
      'src/c.ts:3 database postgresql query',
      'src/c.ts:3 sql reads one',
      'src/c.ts:4 database postgresql query',
      'src/c.ts:4 sql reads two',
    ])
  })
})
