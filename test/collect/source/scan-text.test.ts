import {describe, expect, it} from '@jest/globals'
import {scanText} from '../../../src/collect/source/scan-text.ts'

function hosts(text: string): readonly string[] {
  return scanText({path: 'a.yaml', sha256: '', text}).hosts.map(({host}) => host)
}

describe('an address with a user part', () => {
  it.each([
    ['mysql://lamp:p@ss.word/of:lamps@db2.lamps.example/lamp', ['db2.lamps.example']],
    ['mysql://keeper.one:word@db/lamp', []],
    ['https://clerk:word@packages.lamps.example/@scope/name', ['packages.lamps.example']],
    ['https://packages.lamps.example:8080/@scope/name.of', ['packages.lamps.example']],
    ['https://a.lamps.example:8080/x@y.lamps.example', ['a.lamps.example']],
    ['amqp://a:b@q1.lamps.example,amqp://c:d@q2.lamps.example', ['q1.lamps.example', 'q2.lamps.example']],
    ['https://token@host.lamps.example/x', ['host.lamps.example']],
  ])('gives the machine, and never a piece of the password: %j', (text, found) => {
    expect(hosts(`url: ${text}`)).toEqual(found)
  })

  it('does not make a long hostile line hold anybody up', () => {
    for (const line of ['http://a:'.repeat(2000), `http://a:${'@b.'.repeat(6000)}`, `http://${'a.'.repeat(9000)}`])
      expect(hosts(line).length).toBeLessThan(2001)
  })
})

describe('an address of a database', () => {
  it.each([
    ['jdbc:db2://mvs1.lamps.example:446/LAMPDB2:user=keeper;password=hunter2;', 'db2', '446', 'LAMPDB2'],
    ['jdbc:oracle:thin:@//ora1.lamps.example:1521/LAMPS', 'oracle', '1521', 'LAMPS'],
  ])('says which database it is: %s', (url, protocol, port, database) => {
    const host = /(\w+\.lamps\.example)/.exec(url)?.[1]
    expect(scanText({path: 'a.properties', sha256: '', text: `x.url=${url}`}).hosts).toEqual([
      {host, protocol, port, database, line: 1, standing: 'connection'},
    ])
  })
})

describe('an address by a scheme with a driver, or of a service that programs alone use', () => {
  const seen = (path: string, text: string): readonly string[] =>
    scanText({path, sha256: '', text}).hosts.map(({host, protocol, port, database, standing}) =>
      [protocol, host, port ?? '', database ?? '', standing].join(' '),
    )

  it.each([
    ['mysql+pymysql://u:p@w.x@d.lamps.example/d', 'mysql d.lamps.example  d'],
    ['postgresql+psycopg2://u@d.lamps.example:5432/d', 'postgresql d.lamps.example 5432 d'],
    ['mysql2://u@d.lamps.example/d', 'mysql d.lamps.example  d'],
    ['pgsql://d.lamps.example/d', 'postgresql d.lamps.example  d'],
    ['postgis://u@d.lamps.example/d', 'postgresql d.lamps.example  d'],
    ['mssql+pyodbc://u@d.lamps.example/d?driver=x', 'mssql d.lamps.example  d'],
    ['oracle+cx_oracle://u:p@d.lamps.example:1521/?service_name=LAMPS', 'oracle d.lamps.example 1521 LAMPS'],
    ['clickhouse+native://d.lamps.example/d', 'clickhouse d.lamps.example  d'],
    ['cassandra://d.lamps.example:9042/k', 'cassandra d.lamps.example 9042 k'],
    ['mongodb+srv://d.lamps.example/d', 'mongodb+srv d.lamps.example  d'],
    ['smtp://clerk:word@d.lamps.example:25', 'smtp d.lamps.example 25 '],
    ['nats://d.lamps.example:4222', 'nats d.lamps.example 4222 '],
    ['kafka://d.lamps.example:9092', 'kafka d.lamps.example 9092 '],
    ['tcp://d.lamps.example:61616', 'tcp d.lamps.example 61616 '],
    ['grpc://d.lamps.example:50051', 'grpc d.lamps.example 50051 '],
  ])('leads to its machine: %s', (url, found) => {
    expect(seen('.env', `X_URL=${url}`)).toEqual([`${found} connection`])
  })

  it('is none in a word that only ends like one, and no bucket is a machine', () => {
    expect(seen('.env', 'X_URL=foo-mysql2x://d.lamps.example/d\nY_URL=s3://lamps-of-ours/x')).toEqual([])
  })
})

describe('an address of a cluster or with properties', () => {
  const seen = (text: string): readonly string[] =>
    scanText({path: 'a.properties', sha256: '', text: `x.url=${text}`}).hosts.map(({host, protocol, port, database}) =>
      [protocol, host, port ?? '', database ?? ''].join(' ').trim(),
    )

  it.each([
    ['jdbc:sqlserver://s7.lamps.example:1433;databaseName=Lamps', ['sqlserver s7.lamps.example 1433 Lamps']],
    ['jdbc:sqlserver://s7.lamps.example;encrypt=true;database=Lamps;user=x', ['sqlserver s7.lamps.example  Lamps']],
    ['jdbc:sqlserver://s7.lamps.example\\\\LIVE:1433;databaseName=Lamps', ['sqlserver s7.lamps.example  Lamps']],
    ['jdbc:sqlserver://s7.lamps.example:1433;encrypt=true', ['sqlserver s7.lamps.example 1433']],
    [
      'mongodb://m1.lamps.example:27017,m2.lamps.example:27018,m3/lamps?replicaSet=rs',
      ['mongodb m1.lamps.example 27017 lamps', 'mongodb m2.lamps.example 27018 lamps'],
    ],
    [
      'mongodb://clerk:word@m1.lamps.example,m2.lamps.example/lamps',
      ['mongodb m1.lamps.example  lamps', 'mongodb m2.lamps.example  lamps'],
    ],
    [
      'jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST=o1.lamps.example)(PORT=1521))(ADDRESS=(HOST = o2.lamps.example)(PORT = 1522)))(CONNECT_DATA=(SERVICE_NAME=LAMPS)))',
      ['oracle o1.lamps.example 1521 LAMPS', 'oracle o2.lamps.example 1522 LAMPS'],
    ],
    [
      'jdbc:postgresql://${DB_HOST:p6.lamps.example}:${DB_PORT:5432}/${DB_NAME:lamps}?x=y',
      ['postgresql p6.lamps.example 5432 lamps'],
    ],
    ['postgres://${U}:${P:-word}@${PG:-p7.lamps.example}:5432/lamps', ['postgres p7.lamps.example 5432 lamps']],
    ['jdbc:oracle:thin:@${ORA:o7.lamps.example}:1521:LAMPS', ['oracle o7.lamps.example 1521 LAMPS']],
    ['https://${API:api.lamps.example}/v1', ['https api.lamps.example']],
    ['jdbc:postgresql://${DB_HOST}:${DB_PORT}/${DB_NAME}', []],
    ['https://api.lamps.example/${VERSION:v1}', ['https api.lamps.example']],
    ['postgres://p1.lamps.example:5432/lamps,see', ['postgres p1.lamps.example 5432 lamps']],
  ])('gives each machine with the database: %s', (text, expected) => {
    expect(seen(text)).toEqual(expected)
  })
})

describe('a comment behind a value', () => {
  it.each([
    ['a.yaml', 'url: https://a.lamps.example/x#part # see https://docs.lamps.example', ['a.lamps.example']],
    ['a.tf', 'url = "https://a.lamps.example/" # see https://docs.lamps.example', ['a.lamps.example']],
    ['a.tf', '  // see https://docs.lamps.example', []],
    ['a.tf', 'host = each.key', []],
  ])('calls nobody: %s, %s', (path, text, found) => {
    expect(scanText({path, sha256: '', text}).hosts.map(({host}) => host)).toEqual(found)
  })
})

describe('a comment over several lines', () => {
  const hostsOf = (path: string, text: string): readonly string[] =>
    scanText({path, sha256: '', text}).hosts.map(({host, line}) => `${host}:${line}`)

  it('names no host in XML and in Terraform, and every line behind it stays where it is', () => {
    expect(
      hostsOf(
        'a.xml',
        '<!--\n  see http://www.lamps.example/licence\n--><a url="http://a.lamps.example/"/><!-- x\n -->',
      ),
    ).toEqual(['a.lamps.example:3'])
    expect(
      hostsOf(
        'a.tf',
        '/**\n * http://www.lamps.example/licence\n */\nurl = "https://a.lamps.example/"\nx = "s3/*"\ny = "https://b.lamps.example/" # */\n',
      ),
    ).toEqual(['a.lamps.example:4', 'b.lamps.example:6'])
  })

  it('that never ends hides nothing, and holds nobody up', () => {
    expect(hostsOf('a.xml', `${'<!--'.repeat(200_000)}\nhttp://a.lamps.example/`)).toEqual(['a.lamps.example:2'])
    expect(hostsOf('a.tf', `${'/*'.repeat(400_000)}\nu = "http://a.lamps.example/"`)).toEqual(['a.lamps.example:2'])
  })
})

describe('a script that tells people of an address', () => {
  it('calls only what it gives to a program or keeps', () => {
    const text = `_err "Get your key at https://never.lamps.example/keys"
echo "see https://nor.lamps.example"
echo "deb https://packages.lamps.example/debian stable" > /etc/apt/sources.list.d/lamps.list
Docs: https://docs.lamps.example/x
  Author: A Keeper <https://keeper.lamps.example/>
KEY Set at https://page.lamps.example/keys
API="https://api.lamps.example/v1"
_post "$body" "https://other.lamps.example/"`

    expect(scanText({path: 'a.sh', sha256: '', text}).hosts.map(({host}) => host)).toEqual([
      'packages.lamps.example',
      'api.lamps.example',
      'other.lamps.example',
    ])
  })
})

describe('a page that a text holds', () => {
  it('has links for its readers, which nobody calls', () => {
    const text = `$Body = "<p><a class='x' href='https://never.lamps.example/help'>help</a><img src=\`"https://nor.lamps.example/l.png\`">"
$Uri = "https://api.lamps.example/a"`

    const seen = scanText({path: 'a.yaml', sha256: '', text}).hosts

    expect(seen.map(({host, standing}) => [host, standing])).toEqual([
      ['never.lamps.example', 'named'],
      ['nor.lamps.example', 'named'],
      ['api.lamps.example', 'address'],
    ])
  })
})

describe('a description of an interface', () => {
  const standing = (path: string, text: string): readonly (string | undefined)[] =>
    scanText({path, sha256: '', text}).hosts.map((one) => one.standing)
  const server = 'url: https://rates.lamps.example/v1'

  it.each([
    ['a.yaml', `openapi: 3.0.1\nservers:\n  - ${server}`],
    ['a.yaml', `---\nswagger: "2.0"\nx:\n  ${server}`],
    ['a.yml', `info: {}\n'asyncapi': '2.6.0'\nx:\n  ${server}`],
    ['a.json', '{"openapi": "3.0.1", "url": "https://rates.lamps.example/v1"}'],
    ['a.json', '{\n  "info": {},\n  "swagger": "2.0",\n  "url": "https://rates.lamps.example/v1"\n}'],
  ])('has a version at its top and names its servers: %s %j', (path, text) => {
    expect(standing(path, text)).toEqual(['named'])
  })

  it.each([
    ['application.yml', `api-${server}\nswagger:\n  enabled: true`],
    ['application.yml', `api-${server}\nspringdoc:\n  swagger: 2.0`],
    ['appsettings.json', '{\n  "Docs": {\n    "swagger": "2.0"\n  },\n  "ApiUrl": "https://rates.lamps.example/v1"\n}'],
  ])('is no file of settings that tells a library of one: %s %j', (path, text) => {
    expect(standing(path, text)).not.toEqual(['named'])
  })
})

describe('a machine that a setting names without an address', () => {
  const hostsOf = (path: string, text: string): readonly string[] =>
    scanText({path, sha256: '', text}).hosts.map(({host, standing, line}) => `${host} ${standing} ${line}`)

  it('is known by the name beside its value', () => {
    const container =
      'env:\n  - name: PAY_DB_HOST\n    value: db.lamps.example\n  - name: TITLE\n    value: see.lamps.example\n'
    expect(hostsOf('deployment.yaml', container)).toEqual(['db.lamps.example connection 3'])
    expect(hostsOf('task.json', '[{"name": "DB_HOST", "value": "db.lamps.example"}]')).toEqual([
      'db.lamps.example named 1',
    ])
    expect(hostsOf('main.tf', 'environment = [{ name = "DB_HOST", value = "db.lamps.example:5432" }]')).toEqual([
      'db.lamps.example connection 1',
    ])
    expect(hostsOf('.env', 'PAY_DB_HOST=db.lamps.example')).toEqual(['db.lamps.example connection 1'])
  })

  it('is known by its key in braces too, whatever stands behind it', () => {
    const told = ['db.lamps.example connection 1']
    expect(hostsOf('application.yml', 'rabbitmq: {host: db.lamps.example}')).toEqual(told)
    expect(hostsOf('compose.yaml', 'three: {image: "w:3", environment: {DB_HOST: db.lamps.example}}')).toEqual(told)
    expect(hostsOf('d.yaml', '- {name: DB_HOST, value: db.lamps.example}')).toEqual(told)
    expect(hostsOf('d.yaml', '- { name: DB_HOST, value: db.lamps.example }')).toEqual(told)
    expect(hostsOf('d.yaml', '- { value: db.lamps.example, name: TITLE }')).toEqual([])
    expect(hostsOf('a.ts', 'const {host: db.lamps.example} = x')).toEqual([])
  })

  it('is known by an address of a machine and a port, but for what it listens at itself', () => {
    expect(hostsOf('d.yaml', 'SHIP_ADDR: ship.lamps.example:50051')).toEqual(['ship.lamps.example connection 1'])
    expect(hostsOf('.env', 'MQ_ADDRESS=mq.lamps.example:5672')).toEqual(['mq.lamps.example connection 1'])
    expect(hostsOf('d.yaml', '- name: SHIP_ADDR\n  value: "ship.lamps.example:50051"')).toEqual([
      'ship.lamps.example connection 2',
    ])
    expect(
      hostsOf(
        '.env',
        'MAIL_ADDRESS=ship.lamps.example\nLISTEN_ADDR=own.lamps.example:80\nBIND_ADDRESS=own.lamps.example:80',
      ),
    ).toEqual([])
  })

  it('may be one of a list, each with its port', () => {
    const list = ['k1.lamps.example connection 1', 'k2.lamps.example connection 1', 'k3.lamps.example connection 1']
    expect(
      hostsOf('a.properties', 'bootstrap.servers=k1.lamps.example:9092,k2.lamps.example:9092,k3.lamps.example:9092'),
    ).toEqual(list)
    expect(
      hostsOf(
        'a.ts',
        "const k = {brokers: ['k1.lamps.example:9092', 'k2.lamps.example:9092', `k3.lamps.example:9092`]}",
      ),
    ).toEqual(list)
    expect(hostsOf('a.ts', "f({host: 'k1.lamps.example', name: 'k2.lamps.example'})")).toEqual(list.slice(0, 1))
  })

  it('is the default of a variable', () => {
    expect(hostsOf('a.ts', "new Pool({host: process.env.PG_HOST || 'db.lamps.example'})")).toEqual([
      'db.lamps.example connection 1',
    ])
    expect(hostsOf('a.ts', "const host = process.env['PG_HOST'] ?? 'db.lamps.example'")).toEqual([
      'db.lamps.example connection 1',
    ])
    const told = ['db.lamps.example connection 1']
    expect(hostsOf('etl.sh', 'HOST=${SFTP_HOST:-db.lamps.example}')).toEqual(told)
    expect(hostsOf('compose.yaml', 'DB_HOST: "${DB_HOST:-db.lamps.example}"')).toEqual(told)
    expect(hostsOf('a.sh', 'echo host:-db.lamps.example')).toEqual([])
    const rails = 'host: <%= ENV.fetch("PGHOST", "db.lamps.example") %>\nuser: <%= ENV["PGUSER"] %>\n'
    expect(hostsOf('config/database.yml', rails)).toEqual(['db.lamps.example connection 1'])
    expect(scanText({path: 'config/database.yml', sha256: '', text: rails}).variables.map(({name}) => name)).toEqual([
      'PGHOST',
      'PGUSER',
    ])
  })
})
