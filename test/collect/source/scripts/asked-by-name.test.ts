import {describe, expect, it} from '@jest/globals'
import {saidTogether} from './said.ts'

const keys = `export const Keys = {POOL: '__pool__', CACHE: 'cache', LOGGER: 'logger'} as const
export enum More { Queue = 'queue' }`

const container = `export interface Registered {}
export type Container<Known extends object = Registered> = {
  resolve<K extends keyof Known>(key: K): Known[K]
  resolve<T>(key: string): T
  readonly names: string[]
}
export interface Asking { scope: Container, ask<K extends keyof Registered>(key: K): Promise<Registered[K]> }`

const registered = `import {Pool} from 'pg'
import type {Redis} from 'ioredis'
import {Keys, More} from './keys'
declare module '../kit' {
  export interface Registered {
    [Keys.POOL]: Pool
    [Keys.CACHE]: Redis
    [More.Queue]: Redis
    [Keys.LOGGER]: Logger
  }
}`

describe('clients that a container is asked for by a name', () => {
  it('are followed by what other modules declare its interface to have', async () => {
    const files = {
      'kit/index.ts': "export * from './types'",
      'kit/types.ts': container,
      'src/keys.ts': keys,
      'src/registered.ts': registered,
      'src/use.ts': `import {Asking, Container} from '../kit'
import {Keys as Names, More} from './keys'
const own = 'cache'
export async function use(container: Container, {scope, ask}: Asking, asking: Asking) {
  const pool = container.resolve(Names.POOL)
  await pool.query('SELECT a FROM asked')
  scope.resolve(own).get('a')
  ;(await asking.ask(More.Queue)).del('b')
  scope.resolve(Names.LOGGER).info('c')
  scope.resolve(decided).get('d')
  container.resolve<Logger>(Names.POOL).connect()
  container.names.connect()
}`,
      'src/apart.ts': "import {Keys} from './keys'\ncontainer.resolve(Keys.POOL).connect()",
    }

    expect(await saidTogether(files)).toEqual([
      'src/use.ts:6 database postgresql query',
      'src/use.ts:6 sql reads asked',
      'src/use.ts:7 database redis get',
      'src/use.ts:8 database redis del',
    ])
  })

  it('are those of the type that the container is of', async () => {
    const files = {
      'src/container.ts': `import {Pool} from 'pg'
import {Redis} from 'ioredis'
export interface Mine { store: Pool, 'the cache': Redis, 7: Redis }
interface Others { store: Logger }
export type Container<Known = Mine> = {resolve<K extends keyof Known>(key: K): Known[K]}
export class Registry { get<K extends keyof Mine>(key: K): Mine[K] { return made[key] } }
export function ask<K extends keyof Mine>(from: string, key: K): Mine[K] { return made[key] }
interface Inner<Known> extends Container<Known> { inner: Container<Known> }
const [mine, theirs]: any = []
;(mine as Container).resolve('store').connect()
;(theirs as Container<Others>).resolve('store').connect()
;(theirs as Inner<Others>).inner.resolve('store').connect()
;(theirs as Inner<Others>).resolve('store').connect()
;(mine as Inner<Mine>).inner.resolve('store').connect()`,
      'src/use.ts': `import {ask, Container, Registry, Mine} from './container'
const registry = new Registry()
registry.get('store').query('SELECT a FROM got')
registry.get('the cache').get('a')
ask('store', 'the cache').get('b')
ask('the cache', 'other').get('b')
export const use = (one: Container, other: Container<Others>) => {
  one.resolve('store').query('SELECT b FROM resolved')
  other.resolve('store').connect()
}`,
    }

    expect(await saidTogether(files)).toEqual([
      'src/container.ts:10 database postgresql connect',
      'src/container.ts:14 database postgresql connect',
      'src/use.ts:3 database postgresql query',
      'src/use.ts:3 sql reads got',
      'src/use.ts:4 database redis get',
      'src/use.ts:5 database redis get',
      'src/use.ts:8 database postgresql query',
      'src/use.ts:8 sql reads resolved',
    ])
  })

  it('are followed by what is registered with a container of awilix, and what generic types are given', async () => {
    const files = {
      'src/container.ts': `import {type AwilixContainer, createContainer} from 'awilix'
import {Pool} from 'pg'
import {Redis} from 'ioredis'
interface Cradle { store: Pool, cache: Redis }
export type Container = AwilixContainer<Cradle>
type Others = Omit<AwilixContainer<Cradle>, 'resolve'>
export interface Suite<Kept> { kept: Kept, take(): Kept, each(run: (one: Kept) => void): void }
export const container = createContainer<Cradle>()
container.resolve('store').connect()
container.cradle.cache.get('a')
const [other, suite]: any = []
;(other as Others).resolve('store').connect()
;(suite as Suite<Redis>).take().get('b')
;(suite as Suite<Suite<Redis>>).kept.kept.get('c')
;(suite as Suite<Redis>).each((one) => one.get('d'))
;(suite as Suite<Logger>).kept.get('e')`,
      'src/use.ts': `import type {Container} from './container'
import {container} from './container'
container.resolve('store').query('SELECT a FROM made')
export const use = ({cradle: {store}, resolve}: Container) => {
  store.query('SELECT b FROM cradled')
  resolve('cache').get('f')
}`,
    }

    expect(await saidTogether(files)).toEqual([
      'src/container.ts:10 database redis get',
      'src/container.ts:13 database redis get',
      'src/container.ts:14 database redis get',
      'src/container.ts:15 database redis get',
      'src/container.ts:9 database postgresql connect',
      'src/use.ts:3 database postgresql query',
      'src/use.ts:3 sql reads made',
      'src/use.ts:5 database postgresql query',
      'src/use.ts:5 sql reads cradled',
      'src/use.ts:6 database redis get',
    ])
  })

  it('are told of types that stand for themselves in a circle', async () => {
    const files = {
      'src/types.ts': `import {Redis} from 'ioredis'
declare module './more' { interface More<T = Kept<T>> { more: More<T>, kept: Redis } }
export interface Kept<T = Kept> extends Kept<Kept<T>> {
  kept: Kept<Kept<T>>
  own: Redis
  get<K extends keyof Kept<T>>(key: K): Kept<T>[K]
}
export const first = (one: Kept<Kept>) => one.kept.kept.get('kept').kept.get('own').get('a')`,
      'src/more.ts': `import type {Kept} from './types'
declare module './types' { interface Kept<T> { more: More<Kept<T>> } }
export interface More<T = More<T>> extends Kept<More<T>> { get<K extends keyof T>(key: K): T[K] }
export const second = (one: More<More>) => one.more.more.kept.get('b')`,
    }

    expect(await saidTogether(files)).toEqual(['src/more.ts:4 database redis get', 'src/types.ts:8 database redis get'])
  })

  it('are none of production where a test declares them', async () => {
    const files = {
      'kit/index.ts': container,
      'src/keys.ts': keys,
      'test/registered.ts': registered.replace('./keys', '../src/keys'),
      'src/use.ts': `import {Container} from '../kit'
import {Keys} from './keys'
export const use = (container: Container) => container.resolve(Keys.POOL).connect()`,
    }

    expect(await saidTogether(files)).toEqual([])
  })
})
