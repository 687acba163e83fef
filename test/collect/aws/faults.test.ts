import {describe, expect, it} from '@jest/globals'
import {resourceGroupsTaggingApi} from '../../../src/collect/aws/services/resource-groups-tagging-api.ts'
import {rds} from '../../../src/collect/aws/services/rds.ts'
import {lambda} from '../../../src/collect/aws/services/lambda.ts'
import {organizations} from '../../../src/collect/aws/services/organizations.ts'
import {ec2 as ec2Service} from '../../../src/collect/aws/services/ec2.ts'
import {ssm} from '../../../src/collect/aws/services/ssm.ts'
import {openClients} from '../../../src/collect/aws/clients.ts'
import {sts} from '../../../src/collect/aws/all-services.ts'
import {SourceError} from '../../../src/errors.ts'
import {auditPlace, collected, collectFrom, entities, gaps} from './collecting.ts'
import {caller, withEndpoint} from './with-endpoint.ts'
import {
  type Asked,
  compressed,
  ec2,
  failure,
  json,
  region,
  type Reply,
  type Script,
  startFakeAws,
  xml,
} from './fake/fake-aws.ts'

const tagging = {services: [resourceGroupsTaggingApi], regions: ['us-east-1']}
const databases = {services: [rds]}
const page = (token: string, ...names: readonly string[]) =>
  json({
    PaginationToken: token,
    ResourceTagMappingList: names.map((name) => ({ResourceARN: `arn:aws:sqs:us-east-1:${caller}:${name}`, Tags: []})),
  })
const ofTagging =
  (answer: (asked: Asked) => Reply | undefined): Script =>
  (asked) =>
    asked.operation === 'GetResources' ? answer(asked) : undefined
const html = {headers: {'content-type': 'text/html'}, body: '<!DOCTYPE html><html><body>Sign in</body></html>'}

describe('throttling', () => {
  it.each([
    ['Throttling', 400],
    ['ThrottlingException', 400],
    ['ThrottledException', 400],
    ['TooManyRequestsException', 429],
    ['RequestLimitExceeded', 503],
    ['LimitExceededException', 400],
    ['SlowDown', 503],
  ])('%s is tried again, and the listing completes', async (code, status) => {
    const result = await collected(
      ofTagging((asked) => (asked.repeats === 0 ? failure(asked, code, 'Rate exceeded', status) : page('', 'a'))),
      tagging,
    )

    expect(gaps(result)).toEqual({})
    expect(entities(result.records, 'resource')).toHaveLength(1)
  })

  it('to the end is a failure, never an empty list', async () => {
    const result = await collected(
      ofTagging((asked) => failure(asked, 'ThrottlingException', 'Rate exceeded')),
      tagging,
    )

    expect(gaps(result)).toEqual({
      'resource-groups-tagging-api/GetResources': 'failed: throttled to the end: run it again later',
    })
  })
})

describe('a denial', () => {
  it('of one operation names the permission, is not tried again, and costs no other operation', async () => {
    const result = await collected(
      (asked) =>
        asked.operation === 'DescribeDBClusters'
          ? failure(
              asked,
              'AccessDenied',
              'User is not authorized with an explicit deny in a service control policy',
              403,
            )
          : undefined,
      databases,
    )

    expect(gaps(result)).toEqual({
      'rds/DescribeDBClusters': 'denied: an explicit deny in a service control policy forbids rds:DescribeDBClusters',
    })
    expect(result.fake.asked.filter(({operation}) => operation === 'DescribeDBClusters')).toHaveLength(1)
  })

  it('of the list of accounts leaves the caller’s own account', async () => {
    const result = await collected(
      (asked) => (asked.operation === 'ListAccounts' ? failure(asked, 'AccessDeniedException', 'no', 400) : undefined),
      {
        services: [organizations, rds],
        accounts: undefined,
      },
    )

    expect(gaps(result)).toEqual({'organizations/ListAccounts': 'denied: organizations:ListAccounts is not allowed'})
    expect(result.collection.header.accounts).toEqual([caller])
  })
})

describe('a region that is disabled', () => {
  it.each(['UnrecognizedClientException', 'AuthFailure', 'InvalidClientTokenId'])(
    'by %s is unavailable',
    async (code) => {
      const result = await collected(
        ofTagging((asked) => failure(asked, code, 'The security token is invalid', 403)),
        tagging,
      )

      expect(gaps(result)).toEqual({
        'resource-groups-tagging-api/GetResources':
          'unavailable: the region refuses these credentials: it may not be enabled',
      })
    },
  )
})

describe('a token for the next page', () => {
  it('that expires begins the listing anew, and each resource stands once', async () => {
    let expired = false
    const result = await collected(
      ofTagging((asked) => {
        if (asked.input['PaginationToken'] === undefined) return page('two', 'a')
        if (expired) return page('', 'b')
        expired = true
        return failure(asked, 'PaginationTokenExpiredException', 'expired')
      }),
      tagging,
    )

    expect(gaps(result)).toEqual({})
    expect(entities(result.records, 'resource').map(({name}) => name)).toEqual(['a', 'b'])
  })

  it('that repeats itself ends the listing as partial', async () => {
    const result = await collected(
      ofTagging(() => page('again', 'a')),
      tagging,
    )

    expect(gaps(result)).toEqual({
      'resource-groups-tagging-api/GetResources':
        'partial: the token for the next page repeats itself; stopped after 2 pages',
    })
    expect(entities(result.records, 'resource').map(({name}) => name)).toEqual(['a'])
  })
})

describe('an answer that is none', () => {
  it('is a failure for a service that speaks XML, whose SDK reads it as an empty list', async () => {
    expect(
      gaps(await collected(({operation}) => (operation.startsWith('DescribeDB') ? html : undefined), databases)),
    ).toEqual(
      Object.fromEntries(
        ['DescribeDBClusters', 'DescribeDBInstances', 'DescribeDBMajorEngineVersions'].map((operation) => [
          `rds/${operation}`,
          `failed: the answer is a page of HTML, not <${operation}Response>: a proxy may stand between`,
        ]),
      ),
    )
  })

  it('is a failure for a service that speaks JSON', async () => {
    expect(
      Object.values(
        gaps(
          await collected(
            ofTagging(() => html),
            tagging,
          ),
        ),
      ),
    ).toEqual(['failed: the answer is a page of HTML, not <GetResourcesResponse>: a proxy may stand between'])
  })

  it('because its list is missing is a failure too', async () => {
    expect(
      Object.values(
        gaps(
          await collected(
            ofTagging(() => json({})),
            tagging,
          ),
        ),
      ),
    ).toEqual(['failed: the answer has no ResourceTagMappingList: a proxy may stand between'])
    expect(
      Object.values(
        gaps(
          await collected(
            ({operation}) => (operation === 'DescribeDBInstances' ? xml(operation, '') : undefined),
            databases,
          ),
        ),
      ),
    ).toEqual(['failed: the answer has no DBInstances: a proxy may stand between'])
  })

  it('because it was cut short is a failure', async () => {
    const cut = ({headers = {}, body = ''}: Reply): Reply => ({headers, body: String(body).slice(0, -20)})

    expect(
      Object.values(
        gaps(
          await collected(
            ofTagging(() => cut(page('', 'a'))),
            tagging,
          ),
        ),
      ),
    ).toEqual(['failed: the answer is not whole JSON: a proxy may stand between'])
    expect(
      Object.values(
        gaps(
          await collected(
            ({operation}) => (operation === 'DescribeDBInstances' ? cut(xml(operation, '<DBInstances/>')) : undefined),
            databases,
          ),
        ),
      ),
    ).toEqual(['failed: the answer is cut short: a proxy may stand between'])
  })

  it('because its compression was cut short is a failure; whole, it is read', async () => {
    const whole = compressed(page('', 'a'))
    const cut = {...whole, body: Buffer.from(whole.body ?? '').subarray(0, 40)}

    expect(
      entities(
        (
          await collected(
            ofTagging(() => whole),
            tagging,
          )
        ).records,
        'resource',
      ),
    ).toHaveLength(1)
    expect(
      Object.values(
        gaps(
          await collected(
            ofTagging(() => cut),
            tagging,
          ),
        ),
      ),
    ).toEqual(['failed: the compressed answer cannot be read (Z_BUF_ERROR): a proxy may stand between'])
  })
})

describe('a connection', () => {
  it('that breaks in mid-answer is tried again', async () => {
    const result = await collected(
      ofTagging(({repeats}) => (repeats === 0 ? {...page('', 'a'), then: 'reset' as const} : page('', 'a'))),
      tagging,
    )

    expect(gaps(result)).toEqual({})
    expect(entities(result.records, 'resource')).toHaveLength(1)
  })

  it('on which an answer never ends is given up', async () => {
    const result = await collected(
      ofTagging(() => ({...page('', 'a'), then: 'hang' as const})),
      {
        ...tagging,
        patienceMilliseconds: 200,
      },
    )

    expect(Object.values(gaps(result))).toEqual([expect.stringMatching(/^failed: .*Timeout/)])
  })
})

describe('a session', () => {
  it('that ends half-way is renewed once and the listing goes on', async () => {
    let expired = false
    const result = await collected(
      ofTagging((asked) => {
        if (asked.input['PaginationToken'] === undefined) return page('two', 'a')
        if (expired) return page('', 'b')
        expired = true
        return failure(asked, 'ExpiredTokenException', 'The security token included in the request is expired', 403)
      }),
      tagging,
    )

    expect(gaps(result)).toEqual({})
    expect(entities(result.records, 'resource')).toHaveLength(2)
  })

  it('that cannot be renewed leaves what was read as partial', async () => {
    const result = await collected(
      ofTagging((asked) =>
        asked.input['PaginationToken'] === undefined
          ? page('two', 'a')
          : failure(asked, 'ExpiredTokenException', 'expired', 403),
      ),
      tagging,
    )

    expect(Object.values(gaps(result))).toEqual([
      'partial: the session expired: sign in again and run it again; stopped after 1 page',
    ])
  })
})

describe('a role', () => {
  const other = '222222222222'
  const denied: Script = (asked) =>
    asked.operation === 'AssumeRole'
      ? failure(asked, 'AccessDenied', 'not authorized to perform: sts:AssumeRole', 403)
      : undefined

  it('that cannot be assumed is one gap, and costs no other account', async () => {
    const result = await collected(denied, {...databases, accounts: [caller, other], role: 'Audit'})

    expect(gaps(result)).toEqual({
      'sts/AssumeRole': 'denied: the role cannot be assumed: sts:AssumeRole is not allowed',
    })
    expect(entities(result.records, 'account').map(({name}) => name)).toEqual([caller, other])
  })

  it('that leads to another account is not used', async () => {
    const result = await collected(
      (asked) =>
        asked.operation === 'GetCallerIdentity' && asked.account === other
          ? xml(
              'GetCallerIdentity',
              '<Account>333333333333</Account><Arn>arn:aws:sts::333333333333:assumed-role/A/b</Arn>',
            )
          : undefined,
      {...databases, accounts: [other], role: 'Audit'},
    )

    expect(Object.values(gaps(result))).toEqual(['failed: the role belongs to account 333333333333, not 222222222222'])
    expect(result.fake.asked.filter(({service}) => service === 'rds')).toEqual([])
  })

  it('is assumed once for an account, and its external id is sent', async () => {
    const {fake} = await collected(() => undefined, {
      services: [rds, lambda],
      accounts: [other],
      role: 'Audit',
      externalId: 'moon-7',
    })
    const assumed = fake.asked.filter(({operation}) => operation === 'AssumeRole')

    expect(assumed.map(({input}) => [input['RoleArn'], input['ExternalId']])).toEqual([
      [`arn:aws:iam::${other}:role/Audit`, 'moon-7'],
    ])
  })
})

describe('a second run in which an account is denied', () => {
  it('keeps what the first saw, as of its date, and says so', async () => {
    const folder = auditPlace()
    const other = '222222222222'
    const options = {...tagging, accounts: [caller, other], role: 'Audit'}
    const answers = ofTagging(({account}) => page('', account === other ? 'theirs' : 'ours'))
    const first = await startFakeAws(answers)
    await collectFrom(first.url, folder, {...options, day: '2026-11-01'})
    await first.close()
    const second = await startFakeAws((asked) =>
      asked.operation === 'AssumeRole' ? failure(asked, 'AccessDenied', 'no', 403) : answers(asked),
    )
    const result = await collectFrom(second.url, folder, {...options, day: '2026-11-25'})
    await second.close()

    const evidence = new Map(
      result.records.flatMap((record) =>
        record.record === 'evidence' ? [[record.id, record.observedAt.slice(0, 10)]] : [],
      ),
    )
    const seen = entities(result.records, 'resource').map(({name, attributes}) => [
      name,
      evidence.get(attributes['account']?.[0]?.evidence[0] ?? ''),
    ])
    const coverage = result.records.filter((record) => record.record === 'coverage' && record.id.startsWith(other))
    expect(seen).toEqual([
      ['ours', '2026-11-25'],
      ['theirs', '2026-11-01'],
    ])
    expect(
      coverage.map(
        (record) => record.record === 'coverage' && [record.status, record.notes?.map(({message}) => message)],
      ),
    ).toEqual([
      ['denied', undefined],
      ['denied', ['what was seen on 2026-11-01 is kept, as of that day']],
    ])
  })
})

describe('a run with a gap that is taken up again', () => {
  const other = '222222222222'
  const options = {
    ...tagging,
    services: [ec2Service, resourceGroupsTaggingApi, ssm],
    accounts: [caller, other],
    role: 'Audit',
  }
  const answers = ofTagging(({account}) => page('', account === other ? 'theirs' : 'ours'))
  const noSsm: Script = (asked) =>
    asked.service === 'ssm' ? failure(asked, 'AccessDeniedException', 'no', 400) : answers(asked)
  const noRole: Script = (asked) =>
    asked.operation === 'AssumeRole' ? failure(asked, 'AccessDenied', 'no', 403) : noSsm(asked)

  async function runs(...scripts: readonly Script[]) {
    const folder = auditPlace()
    const results = []
    for (const script of scripts) {
      const fake = await startFakeAws(script)
      results.push(await collectFrom(fake.url, folder, options))
      await fake.close()
    }
    return results
  }

  it('keeps what it saw of an account that is then refused, however often it is taken up', async () => {
    const results = await runs(noSsm, noRole, noRole)
    const names = results.map(({records}) => entities(records, 'resource').map(({name}) => name))
    const kept = results.map(({records}) =>
      records.flatMap((record) =>
        record.record === 'coverage' && record.id.startsWith(other) && record.notes
          ? [[record.status, record.counts, record.notes.map(({message}) => message)]]
          : [],
      ),
    )

    expect(names).toEqual([
      ['ours', 'theirs'],
      ['ours', 'theirs'],
      ['ours', 'theirs'],
    ])
    const asOf = ['denied', {items: 0, pages: 0, kept: 1}, ['what was seen on 2026-11-25 is kept, as of that day']]
    expect(kept.map((notes) => notes.filter(([, , messages]) => String(messages).includes('kept')))).toEqual([
      [],
      expect.arrayContaining([asOf]),
      expect.arrayContaining([asOf]),
    ])
  })

  it('reads the account anew once its role is given back', async () => {
    const [, , last] = await runs(noSsm, noRole, answers)

    expect(last && gaps(last)).toEqual({})
    expect(last && entities(last.records, 'resource').map(({name}) => name)).toEqual(['ours', 'theirs'])
  })

  it('that was broken off before it ended keeps what its journal has', async () => {
    const folder = auditPlace()
    const ending = new AbortController()
    const first = await startFakeAws((asked) => {
      if (asked.service === 'ssm' && asked.account === other) ending.abort(new SourceError('ended', 'Ended.'))
      return asked.service === 'ssm' ? undefined : answers(asked)
    })
    const settings = {...options, accounts: [other]}
    await expect(collectFrom(first.url, folder, {...settings, signal: ending.signal})).rejects.toThrow()
    await first.close()
    const second = await startFakeAws(noRole)
    const result = await collectFrom(second.url, folder, settings)
    await second.close()

    expect(entities(result.records, 'resource').map(({name}) => name)).toEqual(['theirs'])
  })
})

describe('a listing that breaks off in run after run', () => {
  it('keeps what earlier runs saw of the rest, each thing as it was last seen', async () => {
    const folder = auditPlace()
    const tagged = (name: string, value: string) => ({
      ResourceARN: `arn:aws:sqs:us-east-1:${caller}:${name}`,
      Tags: [{Key: 'Stage', Value: value}],
    })
    const of = (token: string, ...items: readonly object[]) =>
      json({PaginationToken: token, ResourceTagMappingList: items})
    const scripts: readonly Script[] = [
      ofTagging(() => of('', tagged('a', 'first'), tagged('b', 'first'))),
      ofTagging((asked) =>
        asked.input['PaginationToken'] ? failure(asked, 'InternalError', 'no', 500) : of('two', tagged('a', 'second')),
      ),
      ofTagging((asked) => failure(asked, 'AccessDeniedException', 'no', 400)),
    ]
    const seen = []
    for (const [at, script] of scripts.entries()) {
      const fake = await startFakeAws(script)
      const {records} = await collectFrom(fake.url, folder, {
        ...tagging,
        fresh: true,
        day: `2026-11-0${at + 1}`,
        attempts: 1,
      })
      await fake.close()
      seen.push(
        entities(records, 'resource').map(({name, attributes}) => [
          name,
          attributes['tag']?.map((item) => 'value' in item && item.value),
        ]),
      )
    }

    expect(seen[2]).toEqual([
      ['a', ['Stage=second']],
      ['b', ['Stage=first']],
    ])
  })
})

describe('regions that may no longer be listed', () => {
  it('are those in which the account was looked at before', async () => {
    const folder = auditPlace()
    const settings = {services: [ec2Service], regions: undefined}
    const first = await startFakeAws((asked) =>
      asked.operation === 'DescribeRegions'
        ? ec2(asked.operation, region('eu-west-1', 'opt-in-not-required') + region('eu-west-2', 'opt-in-not-required'))
        : undefined,
    )
    await collectFrom(first.url, folder, {...settings, day: '2026-11-01'})
    await first.close()
    const second = await startFakeAws((asked) =>
      asked.operation === 'DescribeRegions' ? failure(asked, 'UnauthorizedOperation', 'no', 403) : undefined,
    )
    const {collection} = await collectFrom(second.url, folder, settings)
    await second.close()

    expect([...new Set(collection.results.map((result) => result.region))]).toEqual(['eu-west-1', 'eu-west-2'])
  })
})

describe('a role that is refused', () => {
  it('is the one permission that is told, whatever is kept of the account', async () => {
    const folder = auditPlace()
    const other = '222222222222'
    const options = {services: [rds, lambda, ec2Service], accounts: [other], role: 'Audit'}
    const first = await startFakeAws(() => undefined)
    await collectFrom(first.url, folder, {...options, day: '2026-11-01'})
    await first.close()
    const second = await startFakeAws((asked) =>
      asked.operation === 'AssumeRole' ? failure(asked, 'AccessDenied', 'no', 403) : undefined,
    )
    const {records} = await collectFrom(second.url, folder, options)
    await second.close()
    const coverage = records.flatMap((record) => (record.record === 'coverage' ? [record] : []))

    expect([...new Set(coverage.map(({status, scope}) => `${status} ${String(scope['action'])}`))]).toEqual([
      'denied sts:AssumeRole',
    ])
  })
})

describe('credentials', () => {
  it('that are not valid end the run before anything is asked of an account', async () => {
    const refused = collected((asked) =>
      asked.operation === 'GetCallerIdentity' ? failure(asked, 'InvalidClientTokenId', 'invalid', 403) : undefined,
    )

    await expect(refused).rejects.toThrow(SourceError)
    await expect(refused).rejects.toThrow('the credentials are not valid')
  })

  it('sent by a clock that is wrong are told as that', async () => {
    await expect(
      collected((asked) =>
        asked.operation === 'GetCallerIdentity'
          ? failure(asked, 'SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than', 403)
          : undefined,
      ),
    ).rejects.toThrow('the clock of this machine is wrong')
  })
})

describe('a client', () => {
  it('refuses what is not on the list before anything leaves the machine', async () => {
    const fake = await startFakeAws(() => undefined)
    await withEndpoint(fake.url, async () => {
      const clients = await openClients({allowed: new Set(['STSClient.GetCallerIdentity']), env: {}})
      const client = await clients.client(sts, {region: 'eu-west-2', credentials: clients.ownCredentials})
      const command = await clients.command(sts, 'AssumeRole', {RoleArn: 'a', RoleSessionName: 'b'})

      await expect(client.send(command)).rejects.toThrow(
        'STSClient.AssumeRole is not among the operations that may be sent',
      )
      clients.close()
    })
    expect(fake.asked).toEqual([])
    await fake.close()
  })
})
