import {spawn} from 'node:child_process'
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {failure, json, type Script, startFakeAws, xml} from '../collect/aws/fake/fake-aws.ts'
import {billed, requestOf} from '../collect/aws/fake/fake-bill.ts'
import {caller as account, endpointEnvironment} from '../collect/aws/with-endpoint.ts'
import {repository, runDomesday} from './run-domesday.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-e2e-aws-'))
afterAll(() => rmSync(folder, {recursive: true}))

const collect = ['collect', 'aws', '--organisation', 'moon', '--regions', 'eu-west-2']

/** Twelve pages of tagged queues, and three of databases. */
const estate: Script = ({operation, input}) => {
  if (operation === 'GetResources') {
    const page = Number(input['PaginationToken'] ?? 0)
    const names = Array.from({length: 20}, (_, at) => `q-${page}-${at}`)
    return json({
      PaginationToken: page < 11 ? String(page + 1) : '',
      ResourceTagMappingList: names.map((name) => ({
        ResourceARN: `arn:aws:sqs:eu-west-2:${account}:${name}`,
        Tags: [{Key: 'System', Value: name}],
      })),
    })
  }
  if (operation === 'DescribeDBInstances') {
    const page = Number(input['Marker'] ?? 0)
    const arn = `arn:aws:rds:eu-west-2:${account}:db:d${page}`
    const instance = `<DBInstance><DBInstanceArn>${arn}</DBInstanceArn><DBInstanceIdentifier>d${page}</DBInstanceIdentifier><Engine>postgres</Engine><EngineVersion>1${page}.4</EngineVersion></DBInstance>`
    return xml(operation, `<DBInstances>${instance}</DBInstances>${page < 2 ? `<Marker>${page + 1}</Marker>` : ''}`)
  }
  return undefined
}

const written = (place: string): string =>
  readFileSync(join(place, 'inventories/moon/aws.jsonl'), 'utf8').replace(/"observedAt":"[^"]*"/g, '"observedAt":"-"')

/** Random numbers of one seed, the same on every machine. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('collect aws', () => {
  it('killed at fifty moments and taken up again writes what an undisturbed run writes', async () => {
    const random = chance(7)
    let left = Infinity
    let kill = (): void => undefined
    const fake = await startFakeAws((asked) => {
      left -= 1
      // Some moments fall before an answer, some while it is being written down.
      if (left === 0) setTimeout(kill, random() * 12)
      return estate(asked)
    })
    const undisturbed = mkdtempSync(join(folder, 'whole-'))
    const whole = await runDomesday([...collect, '--quiet'], {cwd: undisturbed, env: endpointEnvironment(fake.url)})
    const requests = fake.asked.length
    let kills = 0
    while (kills < 50) {
      const place = mkdtempSync(join(folder, 'killed-'))
      for (let turn = 0; turn < 8 && kills < 50; turn += 1) {
        left = 2 + Math.floor(random() * (requests / 6))
        const status = await new Promise((resolve) => {
          const args = [join(repository, 'bin/run.js'), ...collect, '--quiet']
          const child = spawn(process.execPath, args, {
            cwd: place,
            env: {...process.env, ...endpointEnvironment(fake.url)},
            stdio: 'ignore',
          })
          kill = () => child.kill('SIGKILL')
          child.on('close', (_, signal) => resolve(signal))
        })
        if (status === 'SIGKILL') kills += 1
      }
      left = Infinity
      const last = await runDomesday([...collect, '--quiet'], {cwd: place, env: endpointEnvironment(fake.url)})
      expect([last.status, last.stderr]).toEqual([0, ''])
      expect(written(place)).toBe(written(undisturbed))
    }
    await fake.close()
    expect(whole.status).toBe(0)
  }, 900_000)

  it('asks only for what is missing when a gap has been mended', async () => {
    const place = mkdtempSync(join(folder, 'gap-'))
    const refusing = await startFakeAws((asked) =>
      asked.operation === 'DescribeDBInstances' ? failure(asked, 'AccessDenied', 'not authorized', 403) : estate(asked),
    )
    const first = await runDomesday(collect, {cwd: place, env: endpointEnvironment(refusing.url)})
    await refusing.close()
    const fake = await startFakeAws(estate)
    const second = await runDomesday(collect, {cwd: place, env: endpointEnvironment(fake.url)})
    await fake.close()

    expect(first.status).toBe(8)
    expect(first.stdout).toContain('111111111111  eu-west-2')
    expect(first.stdout).toContain('denied: rds')
    expect(first.stdout).toContain(
      'denied: rds:DescribeDBInstances is not allowed. In account 111111111111; 1\n  listing of rds.',
    )
    expect(first.stdout.split('\n').every((line) => line.length <= 80)).toBe(true)
    expect(second.status).toBe(0)
    expect([...new Set(fake.asked.map(({operation}) => operation))].toSorted()).toEqual([
      'DescribeDBInstances',
      'GetCallerIdentity',
    ])
  })

  it('rebuilds the inventory from evidence that was carried elsewhere, without a network', async () => {
    const place = mkdtempSync(join(folder, 'here-'))
    const fake = await startFakeAws(estate)
    const online = await runDomesday(collect, {cwd: place, env: endpointEnvironment(fake.url)})
    await fake.close()
    const elsewhere = mkdtempSync(join(folder, 'there-'))
    cpSync(join(place, 'evidence'), join(elsewhere, 'evidence'), {recursive: true})
    const offline = await runDomesday(['collect', 'aws', '--organisation', 'moon', '--replay', 'evidence/moon/aws'], {
      cwd: elsewhere,
      env: {...endpointEnvironment('http://127.0.0.1:9'), AWS_ACCESS_KEY_ID: ''},
    })
    const read = (at: string) => readFileSync(join(at, 'inventories/moon/aws.jsonl'), 'utf8')

    expect([online.status, offline.status]).toEqual([0, 0])
    expect(read(elsewhere)).toBe(read(place))
  })

  it('is a source of an audit, by its evidence', async () => {
    const place = mkdtempSync(join(folder, 'audit-'))
    const fake = await startFakeAws(estate)
    await runDomesday(collect, {cwd: place, env: endpointEnvironment(fake.url)})
    await fake.close()
    writeFileSync(
      join(place, 'domesday.yaml'),
      'schema: domesday/settings@1\norganisations: [{id: moon, name: Ministry of the Moon}]\nsources: [{id: cloud, collect: aws, organisation: moon, replay: evidence/moon/aws}]\nsystems: [{id: queues, name: Queues, organisation: moon, match: [{tag: "System=q-*"}]}]\nassess: {asOf: 2026-11-25}\nplan: {from: 2027-01-04}\n',
    )
    const {status, stdout, stderr} = await runDomesday(['audit', '--json'], {cwd: place})

    expect([status, stderr.includes('collect aws')]).toEqual([0, true])
    expect(JSON.parse(stdout).systems).toBe(1)
  })

  it('says with --dry-run what would be asked and written, and asks nothing', async () => {
    const place = mkdtempSync(join(folder, 'dry-'))
    const {status, stdout} = await runDomesday([...collect, '--dry-run'], {
      cwd: place,
      env: {AWS_ENDPOINT_URL: 'http://127.0.0.1:9'},
    })

    expect([status, readdirSync(place)]).toEqual([0, []])
    expect(stdout).toContain('all accounts, eu-west-2')
    expect(stdout).toContain('evidence/moon/aws/')
  })

  it('tells every flag that is wrong, and prints the policy without any', async () => {
    const wrong = await runDomesday(['collect', 'aws', '--accounts', '12345'], {cwd: folder})
    const costless = await runDomesday([...collect, '--cost-tag', 'System'], {cwd: folder})
    const policy = await runDomesday(['collect', 'aws', '--print-policy'], {cwd: folder})

    expect(costless).toMatchObject({status: 2, stdout: ''})
    expect(costless.stderr).toContain('Add --costs')
    expect([wrong.status, wrong.stderr.match(/^--\w+/gm)]).toEqual([2, ['--organisation', '--accounts']])
    expect(JSON.parse(policy.stdout).Statement[0].Effect).toBe('Allow')
  })
})

describe('audit of accounts', () => {
  const settings = `schema: domesday/settings@1
organisations: [{id: moon, name: Moon Office}]
sources: [{id: aws, collect: aws, organisation: moon, accounts: ["${account}"], regions: [eu-west-2]}]
systems: [{id: queues, name: Queues, organisation: moon, match: [{tag: "System=q-*"}]}]
`
  const refusing: Script = (asked) =>
    asked.operation === 'DescribeDBInstances' ? failure(asked, 'AccessDenied', 'not authorized', 403) : estate(asked)

  it('takes up a run with gaps, and starts over with --fresh', async () => {
    const place = mkdtempSync(join(folder, 'fresh-'))
    writeFileSync(join(place, 'domesday.yaml'), settings)
    const fake = await startFakeAws(refusing)
    const audit = async (...flags: readonly string[]) => {
      const before = fake.asked.length
      const run = await runDomesday(['audit', ...flags], {cwd: place, env: endpointEnvironment(fake.url)})
      return {...run, pages: fake.asked.slice(before).filter(({operation}) => operation === 'GetResources').length}
    }
    const runs = [await audit(), await audit(), await audit('--fresh')]
    const dry = await runDomesday(['audit', '--dry-run'], {cwd: place})
    await fake.close()

    expect(runs.map(({status}) => status)).toEqual([8, 8, 8])
    expect(runs.map(({stderr}) => /goes on with the run of .*; --fresh starts over/.test(stderr))).toEqual([
      false,
      true,
      false,
    ])
    expect(runs.map(({pages}) => pages > 0)).toEqual([true, false, true])
    expect(dry.stdout).toContain('with gaps')
  })

  it('that cannot be asked says how to go on with what is there, and that works', async () => {
    const place = mkdtempSync(join(folder, 'away-'))
    writeFileSync(join(place, 'domesday.yaml'), settings)
    const away = endpointEnvironment('http://127.0.0.1:9')
    const first = await runDomesday(['audit', '--quiet'], {cwd: place, env: away})
    const fake = await startFakeAws(estate)
    const seen = await runDomesday(['audit', '--quiet'], {cwd: place, env: endpointEnvironment(fake.url)})
    await fake.close()
    rmSync(join(place, 'reports'), {recursive: true})
    const second = await runDomesday(['audit', '--quiet'], {cwd: place, env: away})
    const reported = await runDomesday(['report', '--quiet'], {cwd: place, env: away})
    const hint = /report what was collected before: domesday report\b/

    expect([first.status, seen.status, second.status, reported.status]).toEqual([4, 0, 4, 0])
    expect([first.stderr, second.stderr].map((text) => hint.test(text.replace(/\s+/g, ' ')))).toEqual([false, true])
    expect(readdirSync(join(place, 'reports'))).not.toEqual([])
  })
})

describe('audit of accounts with costs', () => {
  it('asks by the first key of tags, tells the sum, and asks for nothing again', async () => {
    const place = mkdtempSync(join(folder, 'costs-'))
    const month = new Date().toISOString().slice(0, 7)
    const money = {unblended: '100.01', amortized: '100.01'}
    const bill = ['Pay', ''].map((tag) => ({month, account, service: 'AmazonRDS', type: 'Usage', tag, ...money}))
    const fake = await startFakeAws(billed(bill, account))
    writeFileSync(
      join(place, 'domesday.yaml'),
      `schema: domesday/settings@1
organisations: [{id: moon, name: Moon Office}]
sources: [{id: aws, collect: aws, organisation: moon, accounts: ["${account}"], regions: [eu-west-2], costs: true}]
costs: {tagKeys: [System, Team]}
systems: [{id: pay, name: Pay, organisation: moon, match: [{tag: "System=Pay"}]}]
`,
    )
    const first = await runDomesday(['audit'], {cwd: place, env: endpointEnvironment(fake.url)})
    const asked = fake.asked.filter(({service}) => service === 'cost-explorer')
    const again = await runDomesday(['audit', '--quiet'], {cwd: place, env: endpointEnvironment(fake.url)})
    const all = fake.asked.filter(({service}) => service === 'cost-explorer')
    await fake.close()

    expect([first.status, again.status]).toEqual([0, 0])
    expect(first.stdout).toContain('Bills: 200.02 USD, of which 100.01 USD attributed')
    expect(first.stderr).toContain('Cost Explorer was sent 6 requests ($0.06)')
    expect(asked.map((one) => requestOf(one).GroupBy[0]?.Key)).toEqual(
      ['RECORD_TYPE', 'LINKED_ACCOUNT', 'System'].flatMap((key) => [key, key]),
    )
    expect(all).toHaveLength(6)
  })
})
