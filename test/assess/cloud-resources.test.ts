import {describe, expect, it} from '@jest/globals'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import type {EstateRecord} from '../../src/model/estate.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'
import {entity, estateOf, relation, system} from '../estates.ts'
import {clockProduct} from './clock-product.ts'

const catalogue: Catalogue = {
  schema: 'domesday/lifecycle@1',
  products: [clockProduct({name: '1', endOfLife: '2020-11-01'}, {name: '2', endOfLife: '2028-11-01'})],
}

const resource = (name: string, account = '1', attributes = {}) =>
  entity('resource', `arn:${name}`, {account, type: 'ec2:instance', ...attributes})
const runs = (name: string, version: string) => relation(`arn:${name}`, 'USES', `technology:m/clockos-${version}`)
const clock = (version: string) =>
  entity('technology', `technology:m/clockos-${version}`, {product: 'clockos', version})

function assess(...records: readonly EstateRecord[]) {
  return assessEstate({
    estate: estateOf(system('m/a'), system('m/b'), ...records),
    catalogue,
    asOf: '2026-11-01',
    horizonYears: 3,
    producedBy: {name: 'domesday', version: '0.0.0'},
    inputs: [],
  })
}

describe('every resource', () => {
  it('is one system’s, shared or nobody’s, through parts, hosts and stores', () => {
    const {resources} = assess(
      resource('named'),
      resource('of-store'),
      resource('of-two'),
      resource('by-costs', '1', {sharedCosts: 'platform'}),
      resource('nobodys', '2'),
      entity('component', 'component:m/app'),
      entity('datastore', 'datastore:m/db'),
      relation('component:m/app', 'PART_OF', 'm/b'),
      relation('component:m/app', 'WRITES', 'datastore:m/db'),
      relation('datastore:m/db', 'RUNS_ON', 'arn:of-store'),
      relation('m/a', 'RUNS_ON', 'arn:named'),
      relation('m/a', 'RUNS_ON', 'arn:of-two'),
      relation('m/b', 'RUNS_ON', 'arn:of-two'),
    )

    expect(resources).toEqual({
      attributed: 2,
      shared: 2,
      unallocated: 1,
      products: [],
      accounts: [{account: '2', resources: 1, types: [{type: 'ec2:instance', resources: 1}]}],
    })
  })

  it('that is nobody’s tells what it runs, out of support first, and what the catalogue does not have', () => {
    const {resources, notInCatalogue} = assess(
      ...['1', '2', '9'].map(clock),
      ...['x', 'y', 'z'].map((name) => resource(name)),
      resource('old', '2'),
      resource('claimed'),
      relation('m/a', 'RUNS_ON', 'arn:claimed'),
      runs('claimed', '1'),
      runs('x', '2'),
      runs('y', '2'),
      runs('z', '9'),
      runs('old', '1'),
    )

    expect(resources?.products).toEqual([
      {product: 'ClockOS 1', support: 'over', endOfSupport: '2020-11-01', resources: 1, accounts: ['2']},
      {product: 'clockos-9', support: 'unknown', resources: 1, accounts: ['1']},
      {product: 'ClockOS 2', support: 'runs', endOfSupport: '2028-11-01', resources: 2, accounts: ['1']},
    ])
    expect(notInCatalogue).toEqual([
      {product: 'ClockOS', version: '9', nearest: ['clockos'], systems: [], resources: 1},
    ])
  })

  it('is ours: the image of another account is not, and what it runs is told of the machines made from it', () => {
    const image = (name: string, account: string) =>
      resource(name, account, {type: 'ec2:image', owner: account, provider: 'aws'})
    const {resources} = assess(
      clock('1'),
      entity('account', 'account:m/aws-1'),
      resource('machine'),
      resource('other-machine'),
      resource('claimed'),
      image('public', '099720109477'),
      image('golden', '1'),
      relation('m/a', 'RUNS_ON', 'arn:claimed'),
      ...['machine', 'other-machine', 'claimed'].map((name) => relation(`arn:${name}`, 'USES', 'arn:public')),
      runs('public', '1'),
    )

    expect(resources).toMatchObject({
      attributed: 1,
      shared: 0,
      unallocated: 3,
      products: [{product: 'ClockOS 1', support: 'over', resources: 2, accounts: ['1']}],
      accounts: [{account: '1', resources: 3}],
    })
  })

  it('is told of only where a cloud was looked at', () => {
    expect(assess().resources).toBeUndefined()
  })
})
