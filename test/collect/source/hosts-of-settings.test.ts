import {describe, expect, it} from '@jest/globals'
import {scanned} from './manifests/scan.ts'

/** The machines that a tree calls, each with the protocol. */
async function called(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const {records} = await scanned(files)
  const names = new Map(records.flatMap((one) => (one.record === 'entity' ? [[one.id, one]] : [])))
  return records
    .flatMap((one) => {
      const host = one.record === 'relation' && one.type === 'CALLS' ? names.get(one.to) : undefined
      return one.record === 'relation' && host?.kind === 'host'
        ? [`${String(one.attributes.protocol)} ${host.name} ${String(one.attributes.database ?? '')}`.trim()]
        : []
    })
    .toSorted()
}

const pom = '<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version></project>'

describe('a machine that a setting names', () => {
  it('is asked as the words of its whole key say, of which one may be a broker', async () => {
    const yaml = `spring:
  rabbitmq: {host: mq.lamps.example}
  kafka:
    bootstrap-servers: k1.lamps.example:9092
  redis: {host: cache.lamps.example, port: 6379}
  mail: { host: mail.lamps.example }
`
    expect(await called({'pom.xml': pom, 'src/main/resources/application.yml': yaml})).toEqual([
      'amqp mq.lamps.example',
      'host mail.lamps.example',
      'kafka k1.lamps.example',
      'redis cache.lamps.example',
    ])
  })

  it('is a broker by its own name in any file, and as the default of a variable in code', async () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: post}
spec:
  template:
    spec:
      containers:
        - env:
            - {name: RABBITMQ_HOST, value: mq1.lamps.example}
            - {name: DB_HOST, value: db.lamps.example}
`
    const python = `import os, pika
pika.ConnectionParameters(host=os.environ.get("RABBIT_HOST", "mq2.lamps.example"))
`
    expect(await called({'k8s/post.yaml': deployment, 'app.py': python})).toEqual([
      'amqp mq1.lamps.example',
      'amqp mq2.lamps.example',
      'host db.lamps.example',
    ])
  })

  it('is that of the databases of Django, with their name, by the variable or by its default', async () => {
    const settings = `import os
DATABASES = {
    "default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ.get("PGHOST", "pg1.lamps.example"), "NAME": "harbour"},
    "old": {"ENGINE": "django.db.backends.mysql", "HOST": env("OLD_HOST", default="my1.lamps.example"), "NAME": env("OLD_NAME", default="old")},
}
`
    expect(await called({'s/settings.py': settings})).toEqual([
      'mysql my1.lamps.example old',
      'postgresql pg1.lamps.example harbour',
    ])
    expect(await called({'s/settings.py': settings, '.env': 'PGHOST=pg2.lamps.example\n'})).toEqual([
      'mysql my1.lamps.example old',
      'postgresql pg1.lamps.example harbour',
      'postgresql pg2.lamps.example harbour',
    ])
  })

  it('is the broker or the database of the client that code gives its key', async () => {
    const java = `import com.rabbitmq.client.*;
class A { void a() throws Exception { ConnectionFactory f = new ConnectionFactory(); f.setHost(System.getenv("BUS")); } }`
    const python = `import os
from sqlalchemy import create_engine
e = create_engine(os.environ["DATABASE_URL"])
`
    const compose = `services:
  app: {build: ., environment: {BUS: mq.lamps.example, DATABASE_URL: "mysql+pymysql://maria.lamps.example/toll"}}
`
    expect(
      await called({'pom.xml': pom, 'src/main/java/A.java': java, 'app.py': python, 'compose.yaml': compose}),
    ).toEqual(['amqp mq.lamps.example', 'mysql maria.lamps.example toll', 'mysql maria.lamps.example toll'])
  })
})

describe('a broker that only a run decides', () => {
  it('is counted, but where the code has another for it', async () => {
    const script = (end: string): string =>
      `const amqp = require('amqplib')\namqp.connect(process.env.NOTICES_URL${end})\n`
    const told = async (end: string) =>
      (await scanned({'package.json': '{"name": "a"}', 'index.js': script(end)})).notes.filter((note) =>
        /broker/.test(note),
      )

    expect(await told('')).toEqual([
      '1 broker of messages is decided at run time, or by a setting that is not in the tree: counted, not followed',
    ])
    expect(await told(" || 'amqp://mq.lamps.example/notices'")).toEqual([])
  })
})
