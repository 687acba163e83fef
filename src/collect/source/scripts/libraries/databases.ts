import {databaseCall, type FactMaker} from '../../languages/library.ts'
import {alike, asked, connect, entityUsed, literalOf, tableUsed} from '../makers.ts'
import type {ScriptLibrary, ScriptType} from '../script-library.ts'

/** A driver of SQL: how it connects, and what is called of what that gives. */
function driver(
  packages: readonly string[],
  product: string,
  makers: string,
  types: string,
  methods = 'query execute run all get each exec prepare batch raw any one none many oneOrNone manyOrNone result unsafe begin executeMany callproc queryStream connect',
): ScriptLibrary {
  const calls = alike(methods, databaseCall(product))
  const client: ScriptType = {
    methods: calls,
    gives: alike('connect getConnection promise acquire openSync request input', 'Client'),
    holds: {promise: 'Client'},
  }
  const made = alike(makers, connect(product))
  return {
    packages,
    isDatabase: true,
    types: {
      '': {
        made: connect(product),
        makes: 'Client',
        methods: {...made},
        gives: alike(makers, 'Client'),
        holds: alike('native default', ''),
      },
      // What a driver gives may be the tag of its queries.
      Client: {
        ...client,
        made: (site) => (site.before.length > 0 ? databaseCall(product)(site) : connect(product)(site)),
      },
      ...alike(types, {...client, made: connect(product), makes: 'Client'}),
    },
  }
}

/** A client that anything may be asked of. */
function client(
  packages: readonly string[],
  product: string,
  types: string,
  makers = 'createClient connect',
): ScriptLibrary {
  const any: ScriptType = {
    ...asked(product),
    methods: {...asked(product).methods, on: () => undefined, once: () => undefined},
    gives: alike('multi pipeline duplicate session', 'Client'),
  }
  return {
    packages,
    types: {
      '': {
        made: connect(product),
        makes: 'Client',
        methods: alike(makers, connect(product)),
        gives: alike(makers, 'Client'),
      },
      Client: any,
      ...alike(types, any),
    },
  }
}

const mongo = databaseCall('mongodb')
const mongodb: ScriptLibrary = {
  packages: ['mongodb', 'mongoist', 'monk', 'mongojs'],
  types: {
    '': {made: connect('mongodb'), makes: 'Client', methods: {connect: connect('mongodb')}, gives: {connect: 'Client'}},
    MongoClient: {
      made: connect('mongodb'),
      makes: 'Client',
      methods: {connect: connect('mongodb')},
      gives: {connect: 'Client', db: 'Db'},
    },
    Client: {methods: {connect: mongo, db: mongo}, gives: {db: 'Db', connect: 'Client'}},
    Db: {methods: {'*': mongo}, gives: {collection: 'Collection'}},
    Collection: {methods: {'*': mongo}},
  },
}

/** Of `mongoose.model('Order')` the methods of the model. */
const model: ScriptType = {methods: {'*': mongo}}
const mongoose: ScriptLibrary = {
  packages: ['mongoose', '@nestjs/mongoose', 'typegoose', '@typegoose/typegoose'],
  types: {
    '': {
      methods: {connect: connect('mongodb'), createConnection: connect('mongodb'), forRoot: connect('mongodb')},
      gives: {model: 'Model', createConnection: 'Connection', connect: 'Connection'},
      holds: {connection: 'Connection'},
    },
    Connection: {methods: {'*': mongo}, gives: {model: 'Model'}},
    MongooseModule: {methods: {forRoot: connect('mongodb')}},
    Model: model,
  },
}

/** The first call of a chain with a name that is no table is that of the instance. */
const knexTable: FactMaker = (site) => [
  {is: 'database', product: 'sql', operation: 'query'},
  ...[tableUsed(site)].flat().flatMap((said) => said ?? []),
]
const builderMethods = {
  ...alike('from into table join innerJoin leftJoin leftOuterJoin rightJoin fullOuterJoin crossJoin', tableUsed),
  raw: databaseCall('sql'),
}
/** Of a function that is given to one of these, the first parameter builds a part of the query. */
const steps = alike(
  'where andWhere orWhere whereNot whereIn whereNotIn whereExists orWhereExists having andHaving orHaving with union unionAll join innerJoin leftJoin leftOuterJoin rightJoin fullOuterJoin andOn orOn on',
  'Builder',
)
const builder: ScriptType = {methods: builderMethods, gives: {'*': 'Builder', ...steps}, onThis: steps}
const knexTypes: ScriptLibrary['types'] = {
  Knex: {
    made: knexTable,
    makes: 'Builder',
    methods: builderMethods,
    gives: {
      ...alike('from into table select with withSchema raw queryBuilder', 'Builder'),
      transaction: 'Knex',
    },
    holds: {...alike('QueryBuilder Raw', 'Builder'), Transaction: 'Transaction', fn: 'Functions'},
  },
  Functions: {},
  Builder: builder,
  Transaction: {...builder, made: knexTable, makes: 'Builder'},
}
const knex: ScriptLibrary = {
  packages: ['knex'],
  isDatabase: true,
  types: {
    '': {
      made: connect(),
      makes: 'Knex',
      methods: {knex: connect()},
      gives: {knex: 'Knex'},
      holds: {Knex: 'Knex', default: ''},
    },
    knex: {made: connect(), makes: 'Knex'},
    ...knexTypes,
  },
}

const modelUsed: FactMaker = (site) => {
  const defined = site.before.find(({name}) => name === 'define')
  return entityUsed(literalOf(defined?.argument(0)), site.name)
}
const modelMethods =
  'findAll findOne findByPk findAndCountAll findOrCreate count max min sum aggregate create bulkCreate update upsert destroy truncate increment decrement'
const sequelize: ScriptLibrary = {
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  isDatabase: true,
  types: {
    '': {made: connect(), makes: 'Sequelize', holds: {Sequelize: 'Sequelize', default: 'Sequelize'}},
    Sequelize: {
      made: connect(),
      methods: alike('query authenticate transaction', databaseCall('sql')),
      gives: {define: 'Model', model: 'Model'},
    },
    Model: {methods: alike(modelMethods, modelUsed)},
  },
}

const typeorm: ScriptLibrary = {
  packages: ['typeorm', '@nestjs/typeorm'],
  isDatabase: true,
  types: {
    '': {
      methods: {createConnection: connect(), getConnection: databaseCall('sql'), getManager: databaseCall('sql')},
      gives: alike('createConnection getConnection getManager', 'DataSource'),
    },
    DataSource: {
      made: connect(),
      methods: alike('initialize query transaction createQueryBuilder', databaseCall('sql')),
      gives: {createQueryRunner: 'QueryRunner'},
      holds: {manager: 'DataSource'},
    },
    Connection: {methods: {query: databaseCall('sql')}},
    EntityManager: {methods: alike('query find findOne save', databaseCall('sql'))},
    QueryRunner: {methods: {query: databaseCall('sql')}},
    Repository: {methods: {'*': databaseCall('sql')}},
    TypeOrmModule: {methods: {forRoot: connect()}},
  },
}

const prismaUsed: FactMaker = (site) => {
  const property = site.before[0]?.name
  const said = entityUsed(property, site.name)
  return [{is: 'database', product: 'sql', operation: site.name}, ...(said ? [said] : [])]
}
const prisma: ScriptLibrary = {
  packages: ['@prisma/client', '.prisma/client'],
  isDatabase: true,
  types: {
    PrismaClient: {
      made: connect('sql'),
      methods: {
        ...alike('$queryRaw $executeRaw $queryRawUnsafe $executeRawUnsafe $connect', databaseCall('sql')),
        ...alike('$transaction $disconnect $on $use', () => undefined),
      },
      gives: {$extends: 'PrismaClient', $transaction: 'PrismaClient'},
      holds: {'*': 'Model'},
    },
    Model: {
      methods: alike(
        'findMany findFirst findUnique findUniqueOrThrow findFirstOrThrow count aggregate groupBy create createMany createManyAndReturn update updateMany upsert delete deleteMany',
        prismaUsed,
      ),
    },
  },
}

const drizzle: ScriptLibrary = {
  packages: ['drizzle-orm'],
  isDatabase: true,
  types: {
    '': {methods: {drizzle: connect()}, gives: {drizzle: 'Db'}},
    drizzle: {made: connect(), makes: 'Db'},
    Db: {methods: alike('execute select insert update delete transaction', databaseCall('sql')), gives: {'*': 'Db'}},
  },
}

/** What of it asks no database is followed to what does. */
const mikroManager: ScriptType = {
  methods: {
    ...alike('fork getDriver getConnection getKnex getPlatform getRepository qb createQueryBuilder', () => undefined),
    '*': databaseCall('sql'),
  },
  gives: {
    fork: 'EntityManager',
    getDriver: 'Driver',
    getConnection: 'Connection',
    getKnex: 'Knex',
    getPlatform: 'Platform',
    getRepository: 'EntityRepository',
    ...alike('qb createQueryBuilder', 'QueryBuilder'),
    ...alike('transactional persist remove', 'EntityManager'),
  },
}

const mikro: ScriptLibrary = {
  packages: [
    '@mikro-orm/core',
    '@mikro-orm/postgresql',
    '@mikro-orm/mysql',
    '@mikro-orm/mssql',
    '@mikro-orm/mariadb',
    '@mikro-orm/sqlite',
    '@mikro-orm/nestjs',
    '@mikro-orm/knex',
  ],
  isDatabase: true,
  types: {
    '': {gives: alike('wrap helper', 'Wrapped')},
    // Of a mapped object: loading it asks, the rest is in memory.
    Wrapped: {methods: {init: databaseCall('sql')}},
    SerializationContext: {},
    MikroORM: {
      methods: {init: connect(), initSync: connect()},
      gives: {init: 'MikroORM', initSync: 'MikroORM', ...alike('getMigrator getSchemaGenerator getSeeder', 'Tools')},
      holds: {em: 'EntityManager', ...alike('migrator schema seeder', 'Tools')},
    },
    MikroOrmModule: {methods: {forRoot: connect()}},
    EntityManager: mikroManager,
    SqlEntityManager: mikroManager,
    Tools: {methods: {'*': databaseCall('sql')}},
    Driver: {gives: {...alike('getConnection reconnect', 'Connection'), getPlatform: 'Platform'}},
    Platform: {gives: {getSchemaHelper: 'Tools'}},
    Connection: {methods: {execute: databaseCall('sql')}, gives: alike('getKnex getClient', 'Knex')},
    ...alike('EntityRepository SqlEntityRepository', {methods: {'*': databaseCall('sql')}}),
    QueryBuilder: {
      methods: alike('execute getResult getResultList getSingleResult getCount', databaseCall('sql')),
      gives: {getKnexQuery: 'Builder', '*': 'QueryBuilder'},
    },
    ...knexTypes,
  },
}

export const databaseLibraries: readonly ScriptLibrary[] = [
  driver(['pg', 'pg-native', '@neondatabase/serverless', '@vercel/postgres'], 'postgresql', '', 'Pool PoolClient'),
  driver(['pg-promise', 'postgres', 'slonik'], 'postgresql', 'createPool createSqlTag', ''),
  driver(
    ['mysql', 'mysql2', 'promise-mysql', 'serverless-mysql'],
    'mysql',
    'createConnection createPool createPoolCluster',
    'Pool Connection PoolConnection',
  ),
  driver(['mariadb'], 'mariadb', 'createConnection createPool', 'Pool Connection'),
  driver(
    ['mssql', 'tedious', 'msnodesqlv8', 'mssql-ssr'],
    'mssqlserver',
    'connect open',
    'ConnectionPool Connection Request PreparedStatement',
  ),
  driver(['oracledb'], 'oracle-database', 'getConnection createPool getPool', 'Connection Pool'),
  driver(
    ['ibm_db', 'ibm_db_pconnector', 'idb-pconnector', 'node-jt400'],
    'ibm-db2',
    'open openSync pool',
    'Pool Database Connection',
  ),
  driver(['odbc'], 'sql', 'connect pool', 'Pool Connection'),
  driver(
    ['sqlite3', 'better-sqlite3', 'sqlite', 'bun:sqlite', 'node:sqlite', 'libsql', '@libsql/client'],
    'sqlite',
    'open createClient',
    'Database DatabaseSync',
  ),
  mongodb,
  mongoose,
  client(
    ['redis', 'ioredis', 'handy-redis', '@redis/client'],
    'redis',
    'Redis Cluster RedisClientType',
    'createClient createCluster createNodeRedisClient',
  ),
  client(['memcached', 'memjs'], 'memcached', 'Memcached'),
  client(['@elastic/elasticsearch', 'elasticsearch', '@opensearch-project/opensearch'], 'elasticsearch', 'Client'),
  client(['neo4j-driver'], 'neo4j', 'Driver Session', 'driver'),
  client(['cassandra-driver'], 'apache-cassandra', 'Client'),
  client(['@clickhouse/client'], 'clickhouse', 'ClickHouseClient', 'createClient'),
  client(['@influxdata/influxdb-client', 'influx'], 'influxdb', 'InfluxDB'),
  client(['couchbase'], 'couchbase', 'Cluster', 'connect'),
  client(['nano'], 'couchdb', 'Nano'),
  knex,
  sequelize,
  typeorm,
  prisma,
  drizzle,
  mikro,
  {
    packages: ['objection', 'bookshelf', 'slonik', 'kysely', 'sql-template-strings', 'sql-template-tag', 'massive'],
    isDatabase: true,
    types: {'': {}},
  },
]
