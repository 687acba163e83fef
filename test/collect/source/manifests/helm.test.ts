import {describe, expect, it} from '@jest/globals'
import {declared} from './declared.ts'

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
      'the tree USES nginx-1-18 at chart/values.yaml:5',
      'the tree USES nodejs-18 at chart/values-prod.yaml:3 (production)',
    ])
    expect(notes).toEqual([
      'image of a chart: 1 behind placeholders that nothing in the tree fills, so not known (chart/values.yaml:7)',
      'template of Helm: 1 behind placeholders that nothing in the tree fills, so not known (chart/templates/web.yaml:1)',
    ])
    expect(problems).toEqual([])
  })
})
