import {describe, expect, it} from '@jest/globals'
import {resourceExplorer2} from '../../../src/collect/aws/services/resource-explorer-2.ts'
import {resourceGroupsTaggingApi} from '../../../src/collect/aws/services/resource-groups-tagging-api.ts'
import {s3} from '../../../src/collect/aws/services/s3.ts'
import {recordedCollection} from '../../../src/collect/aws/collection.ts'
import {join} from 'node:path'
import {attributeValue} from '../../../src/model/entity.ts'
import {built, collected, entities, everythingWritten, gaps} from './collecting.ts'
import {caller} from './with-endpoint.ts'
import {ec2, json, region, type Script, xml} from './fake/fake-aws.ts'

const queue = `arn:aws:sqs:eu-west-2:${caller}:launches`
const bucket = 'arn:aws:s3:::moon-images'

const taggedPages: Script = ({operation, input}) => {
  if (operation !== 'GetResources') return undefined
  if (input['PaginationToken'] === undefined)
    return json({
      PaginationToken: 'two',
      ResourceTagMappingList: [{ResourceARN: queue, Tags: [{Key: 'System', Value: 'Lift-off'}]}],
    })
  if (input['PaginationToken'] === 'two') return json({PaginationToken: 'three', ResourceTagMappingList: []})
  return json({PaginationToken: '', ResourceTagMappingList: [{ResourceARN: bucket, Tags: []}]})
}

describe('a listing', () => {
  it('is read to its last page, past an empty one, and every item becomes a resource', async () => {
    const {records, collection, fake} = await collected(taggedPages, {
      services: [resourceGroupsTaggingApi],
      regions: ['us-east-1'],
    })

    expect(entities(records, 'resource').map(({id}) => id)).toEqual([bucket, queue])
    expect(collection.results[0]?.pages).toHaveLength(3)
    expect(fake.asked.filter(({operation}) => operation === 'GetResources')).toHaveLength(3)
  })

  it('stamps the account and region of the task on what names none', async () => {
    const {records} = await collected(taggedPages, {services: [resourceGroupsTaggingApi], regions: ['us-east-1']})
    const found = entities(records, 'resource').find(({id}) => id === bucket)

    expect(found && [attributeValue(found, 'account'), attributeValue(found, 'region')]).toEqual([caller, 'us-east-1'])
  })

  it('of tags is asked where types that belong to no region are listed, whatever the regions', async () => {
    const {collection} = await collected(() => undefined, {services: [resourceGroupsTaggingApi]})

    expect(collection.results.map(({region}) => region)).toEqual(['eu-west-2', 'us-east-1'])
  })

  it('of an account that holds nothing completes in every service', async () => {
    const result = await collected(() => undefined)

    expect(gaps(result)).toEqual({})
    // None that ends breaks the connections that all share.
    expect(result.collection.results.flatMap(({pages}) => pages.map(({attempts}) => attempts))).toEqual(
      Array.from({length: result.fake.asked.length - 2}, () => 1),
    )
  })
})

describe('each fact', () => {
  it('points to its page and its place in it', async () => {
    const {records} = await collected(taggedPages, {services: [resourceGroupsTaggingApi], regions: ['us-east-1']})
    const evidence = records.filter((record) => record.record === 'evidence')

    expect(
      evidence.map(({locator}) => locator.replace(/[0-9a-f]{64}/, 'HASH').replace(/pages\/../, 'pages/HA')),
    ).toEqual([
      'evidence/moon/aws/pages/HA/HASH.gz#/ResourceTagMappingList/0',
      'evidence/moon/aws/pages/HA/HASH.gz#/ResourceTagMappingList/0',
    ])
    expect(evidence.every(({locator, sha256}) => locator.includes(sha256))).toBe(true)
  })

  it('is the same, byte for byte, when it is read from the evidence again', async () => {
    const first = await collected(taggedPages)
    const evidence = join(first.folder, 'evidence', 'moon', 'aws')
    const again = await built(await recordedCollection(evidence, 'evidence'), evidence)

    expect(again.text).toBe(first.text)
  })
})

describe('tags', () => {
  it('with odd keys and values come through as they are', async () => {
    const tags = [
      {Key: '__proto__', Value: '$HOME'},
      {Key: 'Cwmni', Value: 'Llŷn a’r Fenai 🚀'},
      {Key: 'cost centre', Value: ' 12 '},
      {Key: 'Cost Centre', Value: ''},
      {Key: 'quoted "key"', Value: "it's"},
      {Key: 'long', Value: 'x'.repeat(256)},
      {Key: 'e\u0301', Value: 'decomposed'},
    ]
    const {records, text} = await collected(
      ({operation}) =>
        operation === 'GetResources'
          ? json({PaginationToken: '', ResourceTagMappingList: [{ResourceARN: queue, Tags: tags}]})
          : undefined,
      {services: [resourceGroupsTaggingApi], regions: ['us-east-1']},
    )
    const [found] = entities(records, 'resource')
    const read = JSON.parse(text.split('\n').find((line) => line.includes('"kind":"resource"')) ?? '{}')

    expect(found && attributeValue(found, 'tags')).toHaveLength(tags.length)
    expect(
      read.attributes.tags[0].value.map(({key, value}: {key: string; value: string}) => ({Key: key, Value: value})),
    ).toEqual(tags.toSorted((a, b) => (a.Key < b.Key ? -1 : 1)))
    expect(read.attributes.tag.map(({value}: {value: string}) => value)).toContain('Cost Centre=')
  })
})

describe('regions', () => {
  it('that the account has not enabled are not asked, and the reason stands in the coverage', async () => {
    const {records, fake} = await collected(
      ({operation}) =>
        operation === 'DescribeRegions'
          ? ec2(operation, region('eu-west-2', 'opt-in-not-required') + region('me-south-1', 'not-opted-in'))
          : undefined,
      {regions: undefined},
    )
    const coverage = records.filter((record) => record.record === 'coverage')

    expect(fake.asked.some(({region}) => region === 'me-south-1')).toBe(false)
    expect(coverage.flatMap(({notes = []}) => notes).map(({message}) => message)).toEqual([
      'me-south-1 is not looked at: the account has not enabled it',
    ])
  })

  it('that are enabled and were not asked for are told of, and leave nothing partial', async () => {
    const enabled = ['eu-west-1', 'eu-west-2', 'us-east-1'].map((name) => region(name, 'opt-in-not-required'))
    const {records} = await collected(
      ({operation}) => (operation === 'DescribeRegions' ? ec2(operation, enabled.join('')) : undefined),
      {regions: ['eu-west-1']},
    )
    const coverage = records.filter((record) => record.record === 'coverage')
    const of = coverage.find(({id}) => id.endsWith('DescribeRegions'))

    expect(of).toMatchObject({status: 'complete', scope: {region: 'eu-west-2'}})
    expect(of?.notes?.map(({message}) => message)).toEqual([
      'eu-west-2 is not looked at: the account has enabled it, and it was not asked for',
      'us-east-1 is not looked at: the account has enabled it, and it was not asked for',
    ])
  })

  it('are not counted among the things found', async () => {
    const {records} = await collected(() => undefined)
    const of = records.find((record) => record.record === 'coverage' && record.id.endsWith('DescribeRegions'))

    expect(of).toMatchObject({status: 'complete', counts: {items: 0, pages: 1}})
  })
})

describe('what is written down', () => {
  const function_ = {
    FunctionArn: `arn:aws:lambda:eu-west-2:${caller}:function:pay`,
    FunctionName: 'pay',
    Runtime: 'nodejs12.x',
    Description: 'ask ada@moon.example, or use AKIAABCDEFGHIJKLMNOP',
    Environment: {Variables: {DB_PASSWORD: 'hunter2hunter2', URL: 'postgres://pay:s3cr3tpw@db.moon.example/pay'}},
  }
  const instance =
    '<DBInstance><DBInstanceArn>arn:aws:rds:eu-west-2:111111111111:db:pay</DBInstanceArn><DBInstanceIdentifier>pay</DBInstanceIdentifier><Engine>postgres</Engine><EngineVersion>11.22</EngineVersion><MasterUsername>payroot</MasterUsername><Endpoint><Address>Pay.Moon.Example</Address></Endpoint></DBInstance>'
  const script: Script = ({operation}) =>
    operation === 'ListFunctions'
      ? json({Functions: [function_]})
      : operation === 'DescribeDBInstances'
        ? xml(operation, `<DBInstances>${instance}</DBInstances>`)
        : undefined

  it('holds no values of environments, user names, e-mails, keys, and nothing of the token service', async () => {
    const {folder, text} = await collected(script)
    const written = everythingWritten(folder) + text

    for (const secret of ['hunter2', 's3cr3tpw', 'payroot', 'ada@', 'AKIAABC', 'very-secret', 'jo@moon', 'Auditor'])
      expect([secret, written.includes(secret)]).toEqual([secret, false])
    expect(written).toContain('DB_PASSWORD')
  })

  it('gives versions, the store behind an endpoint, and the technologies that run', async () => {
    const {records} = await collected(script)
    const relations = records.filter((record) => record.record === 'relation')

    expect(entities(records, 'technology').map(({id}) => id)).toEqual([
      'technology:moon/amazon-rds-postgresql-11-22',
      'technology:moon/aws-lambda-nodejs12-x',
    ])
    expect(entities(records, 'datastore').map((store) => attributeValue(store, 'host'))).toEqual(['pay.moon.example'])
    expect(relations.map(({type}) => type).toSorted()).toEqual([
      'CONTAINED_IN',
      'CONTAINED_IN',
      'RUNS_ON',
      'USES',
      'USES',
      'USES',
    ])
  })
})

describe('a bucket', () => {
  it('has no region where the answer names none', async () => {
    const buckets =
      '<Bucket><Name>moon-images</Name></Bucket><Bucket><Name>moon-maps</Name><BucketRegion>eu-west-1</BucketRegion></Bucket>'
    const body = `<ListAllMyBucketsResult><Buckets>${buckets}</Buckets></ListAllMyBucketsResult>`
    const {records} = await collected(({service}) => (service === 's3' ? {body} : undefined), {services: [s3]})
    const regions = entities(records, 'resource').map((found) => [found.name, attributeValue(found, 'region')])

    expect(regions).toEqual([
      ['moon-images', undefined],
      ['moon-maps', 'eu-west-1'],
    ])
  })
})

describe('secrets', () => {
  it('of Secrets Manager stay apart by their names', async () => {
    const arns = ['pay-AbCdEf', 'permits/db-GhIjKl'].map(
      (name) => `arn:aws:secretsmanager:us-east-1:${caller}:secret:${name}`,
    )
    const {records, folder} = await collected(
      ({operation}) =>
        operation === 'GetResources'
          ? json({
              PaginationToken: '',
              ResourceTagMappingList: arns.map((ResourceARN) => ({ResourceARN, Tags: []})),
            })
          : undefined,
      {services: [resourceGroupsTaggingApi], regions: ['us-east-1']},
    )

    expect(entities(records, 'resource').map(({id}) => id)).toEqual(arns)
    expect(everythingWritten(folder)).toContain(arns[0])
  })
})

describe('what was never tagged', () => {
  it('comes from Resource Explorer, where there is an index', async () => {
    const untagged = `arn:aws:ec2:eu-west-2:${caller}:volume/vol-1`
    const {records} = await collected(
      ({operation}) =>
        operation === 'ListResources'
          ? json({Resources: [{Arn: untagged, LastReportedAt: '2026-11-24T00:00:00Z'}]})
          : undefined,
      {services: [resourceExplorer2]},
    )

    expect(entities(records, 'resource').map(({id}) => id)).toEqual([untagged])
  })
})
