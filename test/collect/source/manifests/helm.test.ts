import {describe, expect, it} from '@jest/globals'
import {declared, ofType} from './declared.ts'

describe('a chart of Helm', () => {
  it('tells its dependencies, and the images and hosts of its values; its templates are counted', async () => {
    const {links, notes, problems} = await declared({
      'chart/Chart.yaml': `apiVersion: v2
name: licences
version: 1.2.0
appVersion: "4.1"
dependencies:
  - {name: postgresql, version: 10.3.11, repository: "https://charts.dept.example"}
  - {name: redis, version: ^16.0.0, repository: "https://charts.dept.example"}
  - {name: own, version: 1.0.0, repository: "file://../own"}
`,
      'chart/values.yaml': `image:
  repository: node
  tag: "14"
proxy:
  image: nginx:1.18
sidecar:
  image: {repository: python, tag: ""}
ingress:
  hosts:
    - host: chart-example.local
`,
      'chart/values-prod.yaml': `image:
  repository: node
  tag: "18"
ingress:
  hosts: [{host: licences.dept.example}]
`,
      'chart/templates/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.x }}\n{{- end }}\n',
      'chart/charts/postgresql/Chart.yaml': 'name: postgresql\n',
      'chart/charts/postgresql/values.yaml': 'image: {repository: mysql, tag: "5.5"}\n',
      'values-dev.yaml': 'generic: {ingress: {host: licences-dev.dept.example}}\n',
      'config/values.yaml': 'image: {repository: php, tag: "5.6"}\n',
    })

    expect(links).toEqual([
      'chart/helm:chart PART_OF the tree at chart/Chart.yaml:2',
      'chart/helm:chart USES pkg:helm/postgresql@10.3.11 at chart/Chart.yaml:6',
      'chart/helm:chart USES pkg:helm/redis at chart/Chart.yaml:7',
      'the tree RUNS_ON host:msti/licences-dept-example at chart/values-prod.yaml:5 (production)',
      'the tree RUNS_ON host:msti/licences-dev-dept-example at values-dev.yaml:1 (development)',
      'the tree USES mysql-5-5 at chart/charts/postgresql/values.yaml:1',
      'the tree USES nginx-1-18 at chart/values.yaml:5',
      'the tree USES nodejs-18 at chart/values-prod.yaml:3 (production)',
    ])
    expect(notes).toEqual([
      'image of a chart: 1 behind placeholders that nothing in the tree fills, so not known (chart/values.yaml:7)',
      'template of Helm: 1 behind placeholders that nothing in the tree fills, so not known (chart/templates/web.yaml:1)',
    ])
    expect(problems).toEqual([])
  })

  it('takes what values for an environment leave out from those of the chart, and shows both places', async () => {
    const {links, notes} = await declared({
      'chart/Chart.yaml': 'name: licences\n',
      'chart/values.yaml': 'web:\n  image:\n    repository: node\n    tag: "14"\nside:\n  image: nginx:1.18\n',
      'chart/values-prod.yaml': 'web:\n  image:\n    tag: "18"\nside: {replicas: 3}\n',
      'chart/values-dev.yaml': 'web:\n  image: {tag: "20"}\n',
      'chart/values-eu.yaml': 'web: {image: {repository: registry.dept.example/node}}\n',
    })

    expect(ofType(links, 'USES')).toEqual([
      'the tree nginx-1-18 at chart/values.yaml:6',
      'the tree nodejs-14 at chart/values.yaml:4 chart/values-eu.yaml:1',
      'the tree nodejs-18 at chart/values.yaml:3 chart/values-prod.yaml:3 (production)',
      'the tree nodejs-20 at chart/values.yaml:3 chart/values-dev.yaml:2 (development)',
    ])
    expect(notes).toEqual([])
  })

  it('gives the charts inside it the values that stand under their names, unless they are switched off', async () => {
    const {links, notes} = await declared({
      'chart/Chart.yaml': `name: licences
dependencies:
  - {name: postgresql, version: 10.3.11, repository: "https://charts.dept.example", condition: postgresql.enabled}
  - {name: cache, alias: sessions, version: 1.0.0, repository: "file://../cache"}
  - {name: mysql, version: 1.0.0, condition: mysql.enabled}
  - {name: absent, version: 1.0.0, repository: "https://charts.dept.example"}
`,
      'chart/values.yaml': `postgresql:
  enabled: false
  image: {tag: "11.7"}
sessions:
  image:
    tag: "5.0"
mysql: {enabled: false}
absent:
  image: {tag: "9"}
`,
      'chart/values-prod.yaml': 'postgresql: {enabled: true}\n',
      'chart/charts/postgresql/Chart.yaml': 'name: postgresql\n',
      'chart/charts/postgresql/values.yaml': 'image:\n  repository: postgres\n  tag: "12"\n',
      'chart/charts/mysql/Chart.yaml': 'name: mysql\n',
      'chart/charts/mysql/values.yaml': 'image: {repository: mysql, tag: "5.5"}\n',
      'chart/charts/web/Chart.yaml': 'name: web\n',
      'chart/charts/web/values.yaml': 'image: php:7.2\n',
      'cache/Chart.yaml': 'name: cache\n',
      'cache/values.yaml': 'image:\n  repository: redis\n  tag: "4.0"\n',
    })

    expect(links).toEqual([
      'cache/helm:chart PART_OF the tree at cache/Chart.yaml:1',
      'chart/charts/mysql/helm:chart PART_OF the tree at chart/charts/mysql/Chart.yaml:1',
      'chart/charts/web/helm:chart PART_OF the tree at chart/charts/web/Chart.yaml:1',
      'chart/helm:chart PART_OF the tree at chart/Chart.yaml:1',
      'chart/helm:chart USES pkg:helm/absent@1.0.0 at chart/Chart.yaml:6',
      'chart/helm:chart USES pkg:helm/postgresql@10.3.11 at chart/Chart.yaml:3',
      'the tree USES php-7-2 at chart/charts/web/values.yaml:1',
      'the tree USES postgresql-11-7 at chart/values.yaml:3 chart/charts/postgresql/values.yaml:2 (production)',
      'the tree USES redis-5-0 at chart/values.yaml:6 cache/values.yaml:2',
    ])
    expect(notes).toEqual([
      'image of a chart: 1 behind placeholders that nothing in the tree fills, so not known (chart/values.yaml:9)',
    ])
  })

  it('needs no chart that its values switch off and none switches on', async () => {
    const {links} = await declared({
      'chart/Chart.yaml': `name: licences
dependencies:
  - {name: cache, version: 1.0.0, repository: "https://charts.dept.example", condition: "global.cache,cache.enabled"}
  - {name: mail, version: 1.0.0, repository: "https://charts.dept.example", condition: mail.enabled}
  - {name: queue, version: 1.0.0, repository: "https://charts.dept.example", condition: queue.enabled}
  - {name: broker, version: 1.0.0, repository: "https://charts.dept.example", tags: [messages]}
  - {name: stream, version: 1.0.0, repository: "https://charts.dept.example", tags: [messages, streams]}
  - {name: topics, version: 1.0.0, repository: "https://charts.dept.example", tags: [messages], condition: topics.enabled}
  - {name: inner, version: 1.0.0, tags: [messages]}
`,
      'chart/values.yaml':
        'cache: {enabled: false}\nmail: {enabled: false}\ntags: {messages: false, streams: true}\ntopics: {enabled: true}\n',
      'chart/values-prod.yaml': 'mail: {enabled: true}\n',
      'chart/charts/inner/Chart.yaml': 'name: inner\n',
      'chart/charts/inner/values.yaml': 'image: "redis:5.0"\n',
    })

    expect(ofType(links, 'USES')).toEqual([
      'chart/helm:chart pkg:helm/mail@1.0.0 at chart/Chart.yaml:4',
      'chart/helm:chart pkg:helm/queue@1.0.0 at chart/Chart.yaml:5',
      'chart/helm:chart pkg:helm/stream@1.0.0 at chart/Chart.yaml:7',
      'chart/helm:chart pkg:helm/topics@1.0.0 at chart/Chart.yaml:8',
    ])
  })

  it('is reached in production by the hosts of the values for production, not by those they take the place of', async () => {
    const {links} = await declared({
      'deploy/chart/Chart.yaml': 'name: licences\n',
      'deploy/chart/values.yaml':
        'ingress:\n  host: licences.test.dept.gov.uk\nextra: {route: {host: old.dept.gov.uk}}\napi: https://old.dept.gov.uk/\n',
      'deploy/values/prod.yaml': 'ingress: {host: licences.dept.gov.uk}\n',
      'deploy/values/dev.yaml':
        'ingress: {hosts: [{host: dev.dept.gov.uk}]}\nenv:\n  PAY_URL: https://pay.dev.dept.gov.uk/\n',
    })

    expect(links.filter((line) => line.includes('host:'))).toEqual([
      'the tree CALLS host:msti/pay-dev-dept-gov-uk at deploy/values/dev.yaml:3 (development)',
      'the tree RUNS_ON host:msti/dev-dept-gov-uk at deploy/values/dev.yaml:1 (development)',
      'the tree RUNS_ON host:msti/licences-dept-gov-uk at deploy/values/prod.yaml:1 (production)',
      'the tree RUNS_ON host:msti/licences-test-dept-gov-uk at deploy/chart/values.yaml:2 (default)',
      'the tree RUNS_ON host:msti/old-dept-gov-uk at deploy/chart/values.yaml:3',
    ])
  })

  it('tells nothing of parts that are switched off, and what values for an environment switch on', async () => {
    const {links} = await declared({
      'chart/Chart.yaml': 'name: licences\n',
      'chart/values.yaml':
        'cache:\n  enabled: false\n  repository: redis\n  tag: "6.0"\nlog: {enabled: false, image: "nginx:1.18"}\ningress: {enabled: false, host: old.dept.gov.uk}\n',
      'chart/values-prod.yaml': 'cache:\n  enabled: true\n',
    })

    expect(links).toEqual([
      'chart/helm:chart PART_OF the tree at chart/Chart.yaml:1',
      'the tree RUNS_ON host:msti/old-dept-gov-uk at chart/values.yaml:6 (default)',
      'the tree USES redis-6-0 at chart/values.yaml:4 (production)',
    ])
  })

  it('whose values refer to one another without end is read in time', async () => {
    const {problems} = await declared({
      'chart/Chart.yaml': `name: a\ndependencies:\n  - {name: b, repository: "file://../b"}\n`,
      'b/Chart.yaml': `name: b\ndependencies:\n  - {name: a, repository: "file://../chart"}\n`,
      'chart/values.yaml': 'b: {a: {image: {repository: node, tag: "14"}}}\n',
    })

    expect(problems).toEqual([])
  })
})
