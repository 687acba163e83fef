import {describe, expect, it} from '@jest/globals'
import {declared} from './declared.ts'

const file = `
x-common: &common
  environment:
    DB_PASSWORD: hunter2
    LOG_LEVEL: info
services:
  web:
    <<: *common
    build: .
    depends_on: [db, queue]
    env_file: web.env
  db:
    image: "postgres:9.6"
    depends_on:
      queue: {condition: service_started}
      nowhere: {condition: service_started}
  queue:
    image: registry.dept.example/rabbitmq:\${RABBIT:-3.8}-management
  cache:
    image: redis:\${REDIS}
`

describe('a file of Docker Compose', () => {
  it('tells what its services run and which need which, at their lines', async () => {
    const {links, notes, problems, attributesOf} = await declared({'deploy/docker-compose.yml': file})

    expect(links).toEqual([
      'deploy/compose:cache PART_OF the tree at deploy/docker-compose.yml:19',
      'deploy/compose:db DEPENDS_ON deploy/compose:queue at deploy/docker-compose.yml:15',
      'deploy/compose:db PART_OF the tree at deploy/docker-compose.yml:12',
      'deploy/compose:db USES postgresql-9-6 at deploy/docker-compose.yml:12',
      'deploy/compose:queue PART_OF the tree at deploy/docker-compose.yml:17',
      'deploy/compose:queue USES rabbitmq-3-8 at deploy/docker-compose.yml:17',
      'deploy/compose:web DEPENDS_ON deploy/compose:db at deploy/docker-compose.yml:10',
      'deploy/compose:web DEPENDS_ON deploy/compose:queue at deploy/docker-compose.yml:10',
      'deploy/compose:web PART_OF the tree at deploy/docker-compose.yml:7',
    ])
    expect(notes).toEqual([
      'image of a service: 1 behind placeholders that nothing in the tree fills, so not known (deploy/docker-compose.yml:20)',
    ])
    expect(problems).toEqual([])
    expect(attributesOf('component:msti/t#deploy/compose:web')).toEqual({
      type: 'workload',
      kind: 'Compose service',
      role: 'production',
      build: '.',
      environmentVariablesSet: ['DB_PASSWORD', 'LOG_LEVEL'],
      environmentFiles: ['web.env'],
    })
  })

  it('copies no value of a variable', async () => {
    const {records} = await declared({'compose.yaml': file})

    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('of another environment runs nothing in production', async () => {
    const {links} = await declared({
      'docker-compose.override.yml': 'services:\n  db:\n    image: mysql:5.5\n',
      'docker-compose.yml': 'services:\n  mail:\n    image: nginx:1.14\n    profiles: [dev]\n',
    })

    expect(links.filter((line) => line.includes('USES'))).toEqual([
      './compose:db USES mysql-5-5 at docker-compose.override.yml:2 (development)',
      './compose:mail USES nginx-1-14 at docker-compose.yml:2 (development)',
    ])
  })

  it('that overrides another for development takes nothing from what it says of production', async () => {
    const {attributesOf, links} = await declared({
      'docker-compose.override.yml': 'services:\n  db: {image: "mysql:5.5"}\n',
      'docker-compose.yml': 'services:\n  db: {image: "postgres:12"}\n',
    })

    expect(attributesOf('component:msti/t#./compose:db')).toMatchObject({image: 'postgres:12'})
    expect(links.filter((line) => line.includes('USES'))).toEqual([
      './compose:db USES mysql-5-5 at docker-compose.override.yml:2 (development)',
      './compose:db USES postgresql-12 at docker-compose.yml:2',
    ])
  })

  it('belongs to the application that a service is built from', async () => {
    const {links} = await declared({
      'docker-compose.yml': 'services:\n  web: {build: ./web}\n  other: {build: {context: "../out"}}\n',
      'web/package.json': '{"name":"web"}',
    })

    expect(links).toContain('./compose:web PART_OF web/package.json at docker-compose.yml:2')
    expect(links).toContain('./compose:other PART_OF the tree at docker-compose.yml:3')
  })

  it('may have its services at the top, as the oldest did', async () => {
    const {links} = await declared({'docker-compose.yml': 'db:\n  image: mariadb:10.1\n'})

    expect(links).toContain('./compose:db USES mariadb-10-1 at docker-compose.yml:1')
  })
})

describe('YAML made to break a reader', () => {
  it('is told in one line each: a bomb of aliases, nesting without end, a file cut in half', async () => {
    const bomb = [
      'a0: &a0 [x,x,x,x,x,x,x,x,x]',
      ...Array.from({length: 9}, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(',')}]`),
    ].join('\n')
    const {problems, links} = await declared({
      'a/compose.yml': bomb,
      'b/compose.yml': `services: ${'['.repeat(100_000)}`,
      'c/compose.yml': 'services:\n  db: {image: "postgres:9.6\n',
      'd/compose.yml': `services: {a: ${'{a: '.repeat(100)}1${'}'.repeat(100)}}`,
      'aliases/compose.yml': 'a: &a [*a]\nb: [*a]\n'.repeat(5000),
      'e/compose.yml': 'services:\n  db:\n    image: postgres:12\n',
    })

    expect(problems.map((line) => line.replace(/:\d+ /, ' '))).toEqual([
      'a/compose.yml bad-manifest: this YAML unfolds to more than 200000 parts, or deeper than 60 levels',
      'aliases/compose.yml bad-manifest: this YAML unfolds to more than 200000 parts, or deeper than 60 levels',
      'b/compose.yml bad-manifest: this is no sound YAML',
      'c/compose.yml bad-manifest: this is no sound YAML',
      'd/compose.yml bad-manifest: this YAML unfolds to more than 200000 parts, or deeper than 60 levels',
    ])
    expect(links).toContain('e/compose:db USES postgresql-12 at e/compose.yml:2')
  })

  it('tells what a service is built from by the Dockerfile that stands in it', async () => {
    const {links, notes} = await declared({
      'compose.yaml': `services:
  b:
    build:
      dockerfile_inline: |
        FROM maven:3.6-jdk-8 AS make
        FROM node:12
        RUN echo $$HOME
  c: {build: {dockerfile_inline: "FROM \${BASE}"}}
`,
    })

    expect(links.filter((link) => link.includes(' USES '))).toEqual([
      './compose:b USES java-8 at compose.yaml:4 (build)',
      './compose:b USES nodejs-12 at compose.yaml:4',
    ])
    expect(notes).toEqual([
      'base image: 1 behind placeholders that nothing in the tree fills, so not known (compose.yaml:8)',
    ])
  })
})
