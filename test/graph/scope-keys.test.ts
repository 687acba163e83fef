import {describe, expect, it} from '@jest/globals'
import {scopeKeys} from '../../src/graph/scope-keys.ts'

const keys = (...scopes: readonly (readonly [id: string, scope: Record<string, string | boolean>])[]): object =>
  Object.fromEntries(scopeKeys(scopes.map(([id, scope]) => ({id, scope}))))

describe('by what a graph knows a scope', () => {
  it('is the tree, wherever it stands among the paths and whatever its commit is', () => {
    expect(keys(['m/legacy#s1', {path: '../toll', commit: 'abc', dirty: true}])).toEqual({
      'm/legacy#s1': 'm/legacy#path=../toll',
    })
    expect(keys(['m/legacy#s1', {path: '../new'}], ['m/legacy#s2', {path: '../toll', commit: 'def'}])).toEqual({
      'm/legacy#s1': 'm/legacy#path=../new',
      'm/legacy#s2': 'm/legacy#path=../toll',
    })
  })

  it('is what an inventory of others says that it is about', () => {
    expect(keys(['m/net#s1', {site: 'A'}], ['m/net#s2', {site: 'C, north', asOf: '2026-11-02'}])).toEqual({
      'm/net#s1': 'm/net#site=A',
      'm/net#s2': 'm/net#site="C, north"',
    })
  })

  it('is its id where that says the same', () => {
    const scope = {account: '200000000017', region: 'eu-west-2', service: 'ec2', operation: 'DescribeVpcs'}
    const id = 'm/cloud#200000000017/eu-west-2/ec2/DescribeVpcs'
    expect(keys([id, {...scope, action: 'ec2:DescribeVpcs'}])).toEqual({[id]: id})
  })

  it('is its id where a source has one, told by a document of whatever name', () => {
    expect(keys(['m/sheet#s1', {file: 'estate-november.xlsx', mapping: 'estate.yaml'}])).toEqual({
      'm/sheet#s1': 'm/sheet#s1',
    })
    expect(keys(['m/osv#s1', {assessed: '2026-11-02'}], ['plugin-1', {plugin: 'x'}])).toEqual({
      'm/osv#s1': 'm/osv#s1',
      'plugin-1': 'plugin-1',
    })
  })

  it('is the document where a source has several that nothing else tells apart, and the id beside what two say alike', () => {
    expect(keys(['m/net#s1', {file: 'a.csv'}], ['m/net#s2', {file: 'b.csv'}])).toEqual({
      'm/net#s1': 'm/net#file=a.csv',
      'm/net#s2': 'm/net#file=b.csv',
    })
    expect(keys(['m/net#s1', {site: 'A'}], ['m/net#s2', {site: 'A'}], ['m/net#s3', {}])).toEqual({
      'm/net#s1': 'm/net#s1,site=A',
      'm/net#s2': 'm/net#s2,site=A',
      'm/net#s3': 'm/net#s3',
    })
  })
})
