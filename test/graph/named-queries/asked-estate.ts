import type {QueryFacts} from '../../../src/graph/named-queries/ask-named.ts'
import type {Estate} from '../../../src/model/estate.ts'
import {entity, estateOf, relation, system} from '../../estates.ts'

/** Two departments, small enough to answer every named query by hand. */
export const askedEstate: Estate = estateOf(
  ...[system('m/pay', {owner: 'Pay Team'}), system('m/hr'), system('m/old', {owner: 'O\'Brien; "Ops"'})],
  ...[system('c/time', {owner: 'Time Team'}), system('c/bell'), system('c/alone'), system('c/leaf')],
  ...[entity('component', 'component:m/pay-app'), entity('component', 'component:m/pay-batch')],
  ...[entity('datastore', 'datastore:m/pay-db'), entity('datastore', 'datastore:m/dusty')],
  ...[entity('host', 'host:m/h1'), entity('host', 'host:c/h2'), entity('host', 'host:c/h3')],
  ...[entity('technology', 'technology:m/oracle-11'), entity('technology', 'technology:m/java-8')],
  ...[entity('technology', 'technology:m/javadb-10'), entity('technology', 'technology:m/unix-6')],
  ...[entity('package', 'pkg:npm/left-pad@1'), entity('service', 'service:m/pensions')],
  entity('contract', 'contract:m/hr'),
  relation('component:m/pay-app', 'PART_OF', 'm/pay'),
  relation('component:m/pay-batch', 'PART_OF', 'component:m/pay-app'),
  relation('component:m/pay-batch', 'WRITES', 'datastore:m/pay-db'),
  relation('component:m/pay-app', 'READS', 'datastore:m/pay-db'),
  relation('m/hr', 'WRITES', 'datastore:m/pay-db'),
  relation('m/old', 'READS', 'datastore:m/pay-db'),
  relation('component:m/pay-app', 'RUNS_ON', 'host:m/h1'),
  relation('m/hr', 'RUNS_ON', 'host:m/h1'),
  relation('c/time', 'RUNS_ON', 'host:c/h2'),
  relation('component:m/pay-batch', 'USES', 'technology:m/java-8'),
  relation('m/hr', 'USES', 'technology:m/oracle-11'),
  relation('component:m/pay-app', 'USES', 'pkg:npm/left-pad@1'),
  relation('datastore:m/pay-db', 'USES', 'technology:m/javadb-10'),
  relation('datastore:m/dusty', 'USES', 'technology:m/javadb-10'),
  relation('host:m/h1', 'USES', 'technology:m/unix-6'),
  {...relation('component:m/pay-app', 'NAMES', 'host:c/h2'), evidence: ['e1', 'e2']},
  {...relation('component:m/pay-batch', 'NAMES', 'host:c/h2'), evidence: ['e3']},
  {...relation('component:m/pay-app', 'NAMES', 'host:c/h3'), evidence: ['e1']},
  {...relation('component:m/pay-batch', 'CALLS', 'host:c/h3'), evidence: ['e3']},
  relation('m/pay', 'SUPPORTS', 'service:m/pensions'),
  relation('m/hr', 'COVERED_BY', 'contract:m/hr'),
  relation('m/pay', 'DEPENDS_ON', 'c/time'),
  relation('m/hr', 'DEPENDS_ON', 'c/time'),
  relation('m/old', 'DEPENDS_ON', 'm/hr'),
  relation('c/time', 'DEPENDS_ON', 'c/bell'),
  relation('c/leaf', 'DEPENDS_ON', 'c/bell'),
  {...relation('c/bell', 'DEPENDS_ON', 'c/time'), certainty: 'inferred' as const},
)

export const askedFacts: QueryFacts = {
  asOf: '2026-11-01',
  ratings: [
    {system: 'm/pay', red: 'yes', legacy: 'yes', low: 17.5, high: 20},
    {system: 'm/hr', red: 'yes', legacy: 'yes', low: 16, high: 16},
    {system: 'm/old', red: 'could-be', legacy: 'no', low: 9.25, high: 18},
    {system: 'c/time', red: 'no', legacy: 'no', low: 2, high: 4},
    {system: 'c/bell', red: 'hardly-known', legacy: 'could-be', low: 2, high: 4},
    {system: 'c/alone', red: 'no', legacy: 'no', low: 2, high: 4},
  ],
  support: [
    {technology: 'technology:m/oracle-11', ends: 'ended'},
    {technology: 'technology:m/java-8', ends: '2027-03-31'},
    {technology: 'technology:m/javadb-10', ends: '2026-10-31'},
    {technology: 'technology:m/unix-6', ends: '2027-03-31'},
  ],
  contracts: [{contract: 'contract:m/hr', system: 'm/hr', ends: '2027-11-01', replacement: 'not known'}],
}

interface Asked {
  readonly id: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** Every query with what it must answer. */
export const askedQueries: readonly Asked[] = [
  {
    id: 'breaks-with',
    parameters: {thing: 'h2'},
    rows: [
      [1, 'c/time', 'system', 'time', 'RUNS_ON'],
      [2, 'c/bell', 'system', 'bell', 'DEPENDS_ON'],
      [2, 'm/hr', 'system', 'hr', 'DEPENDS_ON'],
      [2, 'm/pay', 'system', 'pay', 'DEPENDS_ON'],
      [3, 'c/leaf', 'system', 'leaf', 'DEPENDS_ON'],
      [3, 'm/old', 'system', 'old', 'DEPENDS_ON'],
      [3, 'service:m/pensions', 'service', 'pensions', 'SUPPORTS'],
    ],
  },
  {
    id: 'services-lost',
    parameters: {thing: 'datastore:m/pay-db'},
    rows: [
      [1, 'm/hr', 'system', 'hr', 'WRITES'],
      [1, 'm/old', 'system', 'old', 'READS'],
      [2, 'm/pay', 'system', 'pay', 'PART_OF'],
      [3, 'service:m/pensions', 'service', 'pensions', 'SUPPORTS'],
    ],
  },
  {
    id: 'needed-by',
    parameters: {thing: 'm/old'},
    rows: [
      [1, 'datastore:m/pay-db', 'datastore', 'pay-db', 'READS'],
      [1, 'm/hr', 'system', 'hr', 'DEPENDS_ON'],
      [2, 'c/time', 'system', 'time', 'DEPENDS_ON'],
      [2, 'host:m/h1', 'host', 'h1', 'RUNS_ON'],
      [2, 'technology:m/javadb-10', 'technology', 'javadb-10', 'USES'],
      [2, 'technology:m/oracle-11', 'technology', 'oracle-11', 'USES'],
      [3, 'c/bell', 'system', 'bell', 'DEPENDS_ON'],
      [3, 'host:c/h2', 'host', 'h2', 'RUNS_ON'],
      [3, 'technology:m/unix-6', 'technology', 'unix-6', 'USES'],
    ],
  },
  {
    id: 'circles',
    rows: [
      [1, 'c/bell', 'bell', 'c'],
      [1, 'c/time', 'time', 'c'],
    ],
  },
  {
    id: 'single-points',
    rows: [
      [2, 'c/time', 'system', 'time'],
      [1, 'c/bell', 'system', 'bell'],
    ],
  },
  {id: 'only-links', rows: [[1, 'c/bell', 'bell', 'c/leaf', 'leaf']]},
  {
    id: 'order-of-moving',
    rows: [
      [0, 'c/alone', 'alone', 'c'],
      [0, 'c/bell', 'bell', 'c'],
      [0, 'c/time', 'time', 'c'],
      [1, 'c/leaf', 'leaf', 'c'],
      [1, 'm/hr', 'hr', 'm'],
      [1, 'm/pay', 'pay', 'm'],
      [2, 'm/old', 'old', 'm'],
    ],
  },
  {
    id: 'most-depended-on',
    rows: [
      ['c/time', 'time', 'c', 3],
      ['c/bell', 'bell', 'c', 2],
      ['m/hr', 'hr', 'm', 1],
    ],
  },
  {id: 'isolated-systems', rows: [['c/alone', 'alone', 'c']]},
  {id: 'who-waits-for', parameters: {organisation: 'c'}, rows: [['m', 2, 1]]},
  {id: 'between-organisations', rows: [['m', 'c', 2]]},
  {id: 'only-inferred', rows: [['c/bell', 'c/time', 1]]},
  {id: 'written-by-several', rows: [['datastore:m/pay-db', 'pay-db', 2]]},
  {
    id: 'users-of-store',
    parameters: {thing: 'pay-db'},
    rows: [
      ['m/hr', 'hr', 'm', 'WRITES'],
      ['m/old', 'old', 'm', 'READS'],
      ['m/pay', 'pay', 'm', 'READS'],
      ['m/pay', 'pay', 'm', 'WRITES'],
    ],
  },
  {id: 'unused-stores', rows: [['datastore:m/dusty', 'dusty', 'm']]},
  {id: 'shared-hosts', rows: [['host:m/h1', 'h1', 'host', 2]]},
  {
    id: 'users-of-product',
    parameters: {product: 'JAVA'},
    rows: [
      ['m/pay', 'pay', 'java-8', 'component:m/pay-batch'],
      [null, null, 'javadb-10', 'datastore:m/dusty'],
      ['m/hr', 'hr', 'javadb-10', 'datastore:m/pay-db'],
      ['m/old', 'old', 'javadb-10', 'datastore:m/pay-db'],
      ['m/pay', 'pay', 'javadb-10', 'datastore:m/pay-db'],
    ],
  },
  {id: 'red-sharing-stores', rows: [['datastore:m/pay-db', 'm/hr', 'm/pay', 16, 17.5]]},
  {id: 'leaning-on-red', rows: [['m/old', 'could-be', 'm/hr', 16]]},
  {id: 'services-on-red', rows: [['service:m/pensions', 'pensions', 'm/pay', 17.5]]},
  {
    id: 'ratings-by-organisation',
    rows: [
      ['c', 3, 0, 0, 1, 0],
      ['m', 3, 2, 1, 0, 2],
    ],
  },
  {
    id: 'support-ends',
    rows: [
      ['java-8', '2027-03-31', 'component:m/pay-batch', 'm/pay', 0],
      ['unix-6', '2027-03-31', 'host:m/h1', 'm/hr', 1],
      ['unix-6', '2027-03-31', 'host:m/h1', 'm/pay', 0],
    ],
  },
  {
    id: 'out-of-support',
    rows: [
      ['javadb-10', '2026-10-31', 'datastore:m/dusty', null, 0],
      ['javadb-10', '2026-10-31', 'datastore:m/pay-db', 'm/hr', 1],
      ['javadb-10', '2026-10-31', 'datastore:m/pay-db', 'm/old', 0],
      ['javadb-10', '2026-10-31', 'datastore:m/pay-db', 'm/pay', 0],
      ['oracle-11', 'ended', 'm/hr', 'm/hr', 1],
    ],
  },
  {id: 'contracts-ending', rows: [['contract:m/hr', '2027-11-01', 'not known', 'm/hr', 1]]},
  {
    id: 'no-owner',
    rows: [
      ['c/alone', 'alone', 'c'],
      ['c/bell', 'bell', 'c'],
      ['c/leaf', 'leaf', 'c'],
      ['m/hr', 'hr', 'm'],
    ],
  },
  {
    id: 'no-host',
    rows: [
      ['c/alone', 'alone', 'c'],
      ['c/bell', 'bell', 'c'],
      ['c/leaf', 'leaf', 'c'],
      ['m/old', 'old', 'm'],
    ],
  },
  {
    id: 'no-technology',
    rows: [
      ['c/alone', 'alone', 'c'],
      ['c/bell', 'bell', 'c'],
      ['c/leaf', 'leaf', 'c'],
      ['c/time', 'time', 'c'],
      ['m/old', 'old', 'm'],
    ],
  },
  {
    id: 'only-named',
    rows: [['m/pay', 'host:c/h2', 'h2', 3]],
  },
]
