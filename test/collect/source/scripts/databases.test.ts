import {describe, expect, it} from '@jest/globals'
import {said, saidTogether} from './said.ts'

describe('databases of TypeScript and JavaScript', () => {
  it.each([
    [
      'pg, by a machine, an address and a setting, without user and password',
      `import {Pool, Client} from 'pg'
const pool = new Pool({host: 'pg.shop.gov.uk', database: 'pay', user: 'clerk', password: 'opensesame'})
new Client('postgres://clerk:opensesame@dsn.shop.gov.uk:5433/tax')
const other = new Pool({connectionString: process.env.SHOP_DB})
const {rows} = await pool.query('SELECT id FROM orders o JOIN lines l ON l.o = o.id WHERE id = $1', [id])
rows.map((row) => row.id)
await other.query(\`UPDATE \${table} SET x = 1\`)`,
      [
        '2 database postgresql',
        '2 address postgresql pg.shop.gov.uk pay',
        '3 database postgresql',
        '3 address postgresql dsn.shop.gov.uk 5433 tax',
        '4 database postgresql <SHOP_DB>',
        '5 database postgresql query',
        '5 sql reads lines reads orders',
        '7 database postgresql query',
        '7 sql and more',
      ],
    ],
    [
      'mysql2, mssql, oracledb, ibm_db and odbc',
      `const mysql = require('mysql2/promise'), sql = require('mssql'), oracledb = require('oracledb'), db2 = require('ibm_db')
const c = await mysql.createConnection({host: process.env.DB_HOST, database: 'stock'})
await c.execute('INSERT INTO stock (a) VALUES (?)', [1])
const pool = await sql.connect({server: 'sql.shop.gov.uk', database: 'hr'})
await pool.request().query('select * from dbo.staff')
const o = await oracledb.getConnection({user: 'clerk', password: 'opensesame', connectString: 'ora.shop.gov.uk:1521/LEDGER'})
await o.execute('BEGIN close_month(:1); END;')
db2.open('DATABASE=ledger;HOSTNAME=db2.shop.gov.uk;PORT=50000;PWD=opensesame', (error, conn) => conn.query('SELECT a FROM led.entries', done))`,
      [
        '2 database mysql createConnection <DB_HOST>',
        '3 database mysql execute',
        '3 sql writes stock',
        '4 database mssqlserver connect',
        '4 address mssqlserver sql.shop.gov.uk hr',
        '5 database mssqlserver query',
        '5 sql reads dbo.staff',
        '6 database oracle-database getConnection',
        '6 address oracle-database ora.shop.gov.uk 1521 LEDGER',
        '7 database oracle-database execute',
        '8 database ibm-db2 open',
        '8 address ibm-db2 db2.shop.gov.uk 50000 ledger',
        '8 database ibm-db2 query',
        '8 sql reads led.entries',
      ],
    ],
    [
      'tags of SQL, whose parts are decided at run time',
      `import postgres from 'postgres'
const sql = postgres(process.env.DATABASE_URL)
const rows = await sql\`select * from orders where id = \${id}\`
await sql\`insert into audit \${sql(row)}\``,
      [
        '2 database postgresql postgres <DATABASE_URL>',
        '3 database postgresql sql',
        '3 sql reads orders',
        '4 database postgresql sql',
      ],
    ],
    [
      'knex',
      `const knex = require('knex')({client: 'pg', connection: {host: 'knex.shop.gov.uk', database: 'orders'}})
await knex('orders').where({id: 1}).first()
await knex('lines as l').join('products as p', 'p.id', 'l.product').select('p.name')
await knex('audit').insert({what})
await knex.select('a').from('stock')
await knex.raw('DELETE FROM old_orders')
await knex(table).del()`,
      [
        '1 database postgresql',
        '1 address postgresql knex.shop.gov.uk orders',
        '2 database sql query',
        '2 sql reads orders',
        '3 database sql query',
        '3 sql reads lines',
        '3 sql reads products',
        '4 database sql query',
        '4 sql writes audit',
        '5 sql reads stock',
        '6 database sql raw',
        '6 sql writes old_orders',
        '7 database sql query',
        '7 sql and more',
      ],
    ],
    [
      'Sequelize, by what is named and by convention',
      `const {Sequelize, Model, DataTypes} = require('sequelize')
const sequelize = new Sequelize('shop', 'clerk', 'opensesame', {host: 'seq.shop.gov.uk', dialect: 'mysql'})
const Order = sequelize.define('Order', {id: DataTypes.INTEGER}, {tableName: 't_orders'})
const OrderLine = sequelize.define('OrderLine', {})
class Customer extends Model {}
Customer.init({}, {sequelize, tableName: 'customers'})
await Order.findAll()
await OrderLine.create({})`,
      [
        '2 database mysql',
        '2 address mysql seq.shop.gov.uk',
        '3 mapped Order in t_orders',
        '4 mapped OrderLine in OrderLines by convention',
        '6 mapped Customer in customers',
        '7 sql entities reads Order',
        '8 sql entities writes OrderLine',
      ],
    ],
    [
      'TypeORM and MikroORM',
      `import {Entity, DataSource} from 'typeorm'
import {Entity as Kept} from '@mikro-orm/core'
@Entity('orders') export class Order {}
@Entity({name: 'lines', schema: 'shop'}) class Line {}
@Entity() class StockItem {}
@Kept({tableName: 'parcels'}) class Parcel {}
export const source = new DataSource({type: 'postgres', host: 'orm.shop.gov.uk', database: 'shop'})`,
      [
        '3 mapped Order in orders',
        '4 mapped Line in shop.lines',
        '5 mapped StockItem in stock_item by convention',
        '6 mapped Parcel in parcels',
        '7 database postgresql',
        '7 address postgresql orm.shop.gov.uk shop',
      ],
    ],
    [
      'Drizzle',
      `import {pgTable, serial} from 'drizzle-orm/pg-core'
import {drizzle} from 'drizzle-orm/node-postgres'
export const orders = pgTable('orders', {id: serial('id')})
const db = drizzle(process.env.DATABASE_URL)
await db.select().from(orders)
await db.insert(orders).values({})`,
      [
        '3 mapped orders in orders',
        '4 database sql drizzle <DATABASE_URL>',
        '5 database sql select',
        '5 sql entities reads orders',
        '6 database sql insert',
        '6 sql entities writes orders',
      ],
    ],
    [
      'MongoDB, Redis and Elasticsearch',
      `import {MongoClient} from 'mongodb'
import mongoose from 'mongoose'
import Redis from 'ioredis'
import {createClient} from 'redis'
import {Client} from '@elastic/elasticsearch'
const db = new MongoClient(process.env.MONGO_URL).db('shop')
await db.collection('orders').find({}).toArray()
mongoose.connect('mongodb://clerk:opensesame@mongo.shop.gov.uk/shop')
const cache = new Redis({host: 'redis.shop.gov.uk'})
await cache.get('key')
await createClient({url: 'redis://r2.shop.gov.uk:6379'}).connect()
new Client({node: 'https://search.shop.gov.uk:9200'}).search({index: 'orders'})`,
      [
        '6 database mongodb <MONGO_URL>',
        '6 database mongodb db',
        '7 database mongodb collection',
        '7 database mongodb find',
        '8 database mongodb connect',
        '8 address mongodb mongo.shop.gov.uk shop',
        '9 database redis',
        '9 address redis redis.shop.gov.uk',
        '10 database redis get',
        '11 database redis createClient',
        '11 address redis r2.shop.gov.uk 6379',
        '11 database redis connect',
        '12 database elasticsearch',
        '12 address elasticsearch search.shop.gov.uk 9200',
        '12 database elasticsearch search',
      ],
    ],
    [
      'clients by the types that a file writes to parameters, properties, casts and results',
      `import type pg from 'pg'
import {Pool} from 'pg'
import Redis from 'ioredis'
import {Redis as Cache} from 'ioredis'
interface Options { readonly client: pg.Pool, readonly nested: {cache: Cache} }
type Wrapped = Readonly<Options> & {name: string}
export async function create({client, name}: Wrapped) { await client.query('SELECT a FROM made') }
const use = (options: Options) => options.nested.cache.get('key')
const {pool} = context as {pool: Pool}
pool.query('SELECT a FROM cast')
const cache = container.resolve<Cache>('cache')
cache.del('key')
list.map<Cache>(one).forEach(print)
class Store {
  #given: {knows: Cache} | Unknown
  async #open(): Promise<Cache> { return this.#given.make() }
  async read() { const own = await this.#open(); return own.mget('a') }
}
(given as Pool).query('DELETE FROM old')`,
      [
        '7 database postgresql query',
        '7 sql reads made',
        '8 database redis get',
        '10 database postgresql query',
        '10 sql reads cast',
        '12 database redis del',
        '17 database redis mget',
        '19 database postgresql query',
        '19 sql writes old',
      ],
    ],
    [
      'drivers, repositories and builders of MikroORM',
      `import {MikroORM} from '@mikro-orm/core'
import {SqlEntityManager} from '@mikro-orm/postgresql'
import {Knex} from '@mikro-orm/knex'
async function rows(orm: MikroORM, em: SqlEntityManager, knex: Knex) {
  await orm.em.getDriver().getConnection().execute('SELECT a FROM driven')
  await em.getRepository(Order).upsert({})
  await em.qb(Line).insert({}).onConflict().ignore().execute()
  await orm.getMigrator().up()
  const part = knex.queryBuilder()
  part.select('a').from('orders as o').join('lines', function () { this.on('a', 'b').join('prices') })
  part.where((inner) => inner.select('b').from('rebates'))
  return em.getKnex()({s: 'stock'}).from('stock')
}`,
      [
        '5 database sql execute',
        '5 sql reads driven',
        '6 database sql upsert',
        '7 database sql execute',
        '8 database sql up',
        '10 sql reads orders',
        '10 sql reads lines',
        '10 sql reads prices',
        '11 sql reads rebates',
        '12 database sql query',
        '12 sql reads stock',
      ],
    ],
    [
      'a client behind many names, whichever is asked of first',
      `import {Pool} from 'pg'
const c0 = new Pool()
${Array.from({length: 16}, (_, at) => `const c${at + 1} = c${at}`).join('\n')}
c16.query('SELECT a FROM deep')
c9.query('SELECT a FROM near')`,
      ['2 database postgresql', '19 sql reads deep', '20 database postgresql query', '20 sql reads near'],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual(expected)
  })

  it('are not told of sentences, comments and texts that ask nothing', () => {
    const text = `// pool.query('SELECT a FROM comment')
const help = 'Select a record from the list'
const label = 'select x from y'
log('update the table set of chairs')
this.db.query('SELECT a FROM asked')`

    expect(said(text)).toEqual(['5 sql reads asked'])
  })

  it('are asked by what can be nothing but SQL, wherever it stands', () => {
    const text = `exports.all = \`select o.*, l.sku
  from shop.orders o join shop.lines l on l.order_id = o.id\`
const one = 'SELECT id FROM users WHERE LOWER(email) = LOWER($1)'
await db\`INSERT INTO shop.notes \${db(note)}\`
export default () => \`UPDATE baskets SET total = 0\`
const gone = "DELETE FROM old_lines WHERE id IN (1)"
const labels = ['Select from the list of events', 'Select one, then choose from cart', 'Insert into the slot (left)', 'Update the set of rules', 'Delete from basket']
const title = \`Select a page from \${site} where you are\``

    expect(said(text)).toEqual([
      '1 sql reads shop.lines reads shop.orders',
      '3 sql reads users',
      '4 sql writes shop.notes and more',
      '5 sql writes baskets',
      '6 sql writes old_lines',
    ])
  })

  it('are followed through functions of other modules that give a client, and through what only passes them on', async () => {
    const files = {
      'src/connect.ts':
        "import {Client} from 'pg'\nexport async function connect(url: string) {\n  const made = new Client(url)\n  return made\n}\nexport const open = (): Client => given",
      'src/store.ts':
        "import Redis from 'ioredis'\nexport const store = {cache() { return new Redis(process.env.CACHE_URL) }, name: 'store'}",
      'src/index.ts': "export * from './connect'\nexport {store} from './store'",
      'src/orders.ts':
        "import {connect, open, store} from './index'\nconst client = await connect(url)\nawait client.query('SELECT a FROM orders')\nopen().query('SELECT b FROM lines')\nstore.cache().get('key')\nstore.name.get('key')",
      'src/namespace.ts':
        "import * as db from './connect'\nconst one = await db.connect(url)\none.query('DELETE FROM old')",
    }

    expect(await saidTogether(files)).toEqual([
      'src/connect.ts:3 database postgresql ?',
      'src/namespace.ts:3 database postgresql query',
      'src/namespace.ts:3 sql writes old',
      'src/orders.ts:3 database postgresql query',
      'src/orders.ts:3 sql reads orders',
      'src/orders.ts:4 database postgresql query',
      'src/orders.ts:4 sql reads lines',
      'src/orders.ts:5 database redis get',
      'src/store.ts:2 database redis <CACHE_URL>',
    ])
  })

  it('are followed through the module that makes the client, and the schema of Prisma', async () => {
    const files = {
      'src/db.ts': "import {Pool} from 'pg'\nexport const pool = new Pool({connectionString: process.env.DB_URL})",
      'src/knex.js': "module.exports = require('knex')({client: 'mysql2'})",
      'src/prisma.ts': "import {PrismaClient} from '@prisma/client'\nexport const prisma = new PrismaClient()",
      'src/orders.ts':
        "import {pool} from './db'\nconst all = 'SELECT a FROM orders'\nexport const one = () => pool.query(all)",
      'src/lines.js': "const knex = require('./knex')\nknex('lines').insert({})",
      'src/stock.ts':
        "import {prisma} from './prisma'\nexport const all = () => prisma.stockItem.findMany()\nprisma.order.create({})",
      'prisma/schema.prisma':
        'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\nmodel StockItem {\n  id Int @id\n  @@map("stock_items")\n}\n// model Gone {\nmodel Order {\n  id Int @id\n}\n',
    }

    expect(await saidTogether(files)).toEqual([
      'prisma/schema.prisma:10 mapped order in Order',
      'prisma/schema.prisma:2 database postgresql datasource <DATABASE_URL>',
      'prisma/schema.prisma:5 mapped stockItem in stock_items',
      'src/db.ts:2 database postgresql <DB_URL>',
      'src/knex.js:1 database mysql',
      'src/lines.js:2 database sql query',
      'src/lines.js:2 sql writes lines',
      'src/orders.ts:2 sql reads orders',
      'src/orders.ts:3 database postgresql query',
      'src/prisma.ts:2 database sql',
      'src/stock.ts:2 database sql findMany',
      'src/stock.ts:2 sql entities reads stockItem',
      'src/stock.ts:3 database sql create',
      'src/stock.ts:3 sql entities writes order',
    ])
  })
})
