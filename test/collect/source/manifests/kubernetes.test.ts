import {describe, expect, it} from '@jest/globals'
import {declared, ofType} from './declared.ts'

const objects = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: licences}
spec:
  template:
    spec:
      initContainers:
        - {name: wait, image: busybox:1.28}
      containers:
        - name: web
          # image: python:2.7
          image: node:14-alpine
          env:
            - {name: DB_URL, valueFrom: {secretKeyRef: {name: licences-db, key: url}}}
            - {name: API_KEY, value: hunter2}
          envFrom: [{secretRef: {name: licences-mail}}]
        - {name: proxy, image: "registry.dept.example/nginx:$TAG"}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 3 * * *"
  jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "python:3.6"}]}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  rules:
    - host: licences.dept.example
    - host: chart-example.local
    - host: licences.service.internal
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {type: ExternalName, externalName: db.dept.example}
---
apiVersion: v1
kind: Secret
metadata: {name: licences-db}
data: {url: aHVudGVyMg==}
`

describe('objects of Kubernetes', () => {
  it('tell what runs, on which schedule, under which names, and what it needs from elsewhere', async () => {
    const {links, notes, attributesOf} = await declared({'k8s/all.yaml': objects})

    expect(links).toEqual([
      'k8s/kubernetes:CronJob/nightly PART_OF the tree at k8s/all.yaml:21',
      'k8s/kubernetes:CronJob/nightly USES python-3-6 at k8s/all.yaml:21',
      'k8s/kubernetes:licences/Deployment/web PART_OF the tree at k8s/all.yaml:3',
      'k8s/kubernetes:licences/Deployment/web USES nodejs-14 at k8s/all.yaml:3',
      'the tree CALLS host:msti/db-dept-example at k8s/all.yaml:39',
      'the tree RUNS_ON host:msti/licences-dept-example at k8s/all.yaml:32',
      'the tree RUNS_ON host:msti/licences-service-internal at k8s/all.yaml:34',
    ])
    expect(notes).toEqual([
      'image of a container: 1 behind placeholders that nothing in the tree fills, so not known (k8s/all.yaml:18)',
    ])
    expect(attributesOf('component:msti/t#k8s/kubernetes:licences/Deployment/web')).toEqual({
      type: 'workload',
      kind: 'Deployment',
      namespace: 'licences',
      role: 'production',
      images: ['busybox:1.28', 'node:14-alpine'],
      environmentVariablesSet: ['API_KEY', 'DB_URL'],
      secretsUsed: ['licences-db', 'licences-mail'],
    })
    expect(attributesOf('component:msti/t#k8s/kubernetes:CronJob/nightly')).toMatchObject({schedules: ['0 3 * * *']})
  })

  it('give no value of a secret or a variable', async () => {
    const {records} = await declared({'all.yaml': objects})

    expect(JSON.stringify(records)).not.toMatch(/hunter2|aHVudGVyMg/)
  })

  it('in a namespace or a folder of an environment run nothing in production', async () => {
    const pod = (name: string, namespace: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {containers: [{image: "redis:5"}]}\n`
    const {links} = await declared({
      'base/pod.yaml': pod('a', 'licences-dev'),
      'overlays/staging/pod.yaml': pod('b', 'licences'),
      'overlays/prod/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{name: postgres, newTag: "9.6"}]\n',
    })

    expect(ofType(links, 'USES')).toEqual([
      'base/kubernetes:licences-dev/Pod/a redis-5 at base/pod.yaml:2 (development)',
      'overlays/staging/kubernetes:licences/Pod/b redis-5 at overlays/staging/pod.yaml:2 (staging)',
      'the tree postgresql-9-6 at overlays/prod/kustomization.yaml:3 (production)',
    ])
  })

  it('run what overlays for production make of them, and elsewhere what other overlays do', async () => {
    const {links, attributesOf} = await declared({
      'base/cache.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: cache}
spec: {template: {spec: {containers: [{name: c, image: "redis:5.0"}, {name: web, image: "nginx:1.14"}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: sweep}
spec:
  schedule: "*/10 * * * *"
  jobTemplate: {spec: {template: {spec: {containers: [{name: s, image: "alpine:3.16"}]}}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: gone}
spec: {schedule: "1 * * * *", jobTemplate: {spec: {template: {spec: {containers: [{name: s, image: "python:3.6"}]}}}}}
`,
      'base/kustomization.yaml': 'resources: [cache.yaml, https://example.test/x]\n',
      'overlays/dev/kustomization.yaml': 'resources: [../../base]\nimages: [{name: redis, newTag: "8.0"}]\n',
      'overlays/prod/kustomization.yaml': `resources: [../../base]
images:
  - {name: redis, newTag: "7.2.4"}
  - {name: alpine, newName: registry.dept.example/alpine, newTag: "3.18"}
  - {name: elsewhere/mysql, newTag: "5.6"}
patches:
  - path: web.yaml
  - target: {kind: CronJob, name: sweep}
    patch: |
      - op: replace
        path: /spec/schedule
        value: "0 * * * *"
      - op: add
        path: /spec/jobTemplate/spec/template/spec/containers/0/env/-
        value: {name: MODE, value: x}
patchesStrategicMerge:
  - |
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: gone}
    $patch: delete
`,
      'overlays/prod/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: cache}
spec:
  template:
    spec:
      containers:
        - name: web
          image: nginx:1.24
          env: [{name: PORT, value: "1"}]
`,
    })

    expect(ofType(links, 'USES')).toEqual(
      [
        'base/kubernetes:CronJob/sweep alpine-linux-3-18 at overlays/prod/kustomization.yaml:4',
        'base/kubernetes:Deployment/cache nginx-1-24 at overlays/prod/web.yaml:9',
        'base/kubernetes:Deployment/cache redis-7-2-4 at overlays/prod/kustomization.yaml:3',
        'base/kubernetes:Deployment/cache redis-8-0 at overlays/dev/kustomization.yaml:2 (development)',
        'base/kubernetes:Deployment/cache nginx-1-14 at base/cache.yaml:2 (development)',
        'base/kubernetes:CronJob/sweep alpine-linux-3-16 at base/cache.yaml:7 (development)',
        'the tree mysql-5-6 at overlays/prod/kustomization.yaml:5 (production)',
      ].toSorted(),
    )
    expect(attributesOf('component:msti/t#base/kubernetes:CronJob/sweep')).toMatchObject({
      schedules: ['0 * * * *'],
      images: ['registry.dept.example/alpine:3.18'],
      environmentVariablesSet: ['MODE'],
    })
    expect(attributesOf('component:msti/t#base/kubernetes:Deployment/cache')).toMatchObject({
      images: ['nginx:1.24', 'redis:7.2.4'],
      environmentVariablesSet: ['PORT'],
    })
    expect(attributesOf('component:msti/t#overlays/prod/kubernetes:Deployment/cache')).toBeUndefined()
  })

  it('stay as they are where only overlays for other environments change them, or where these go in a circle', async () => {
    const {links} = await declared({
      'base/cache.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: cache}\nspec: {containers: [{name: c, image: "redis:5.0"}]}\n',
      'base/kustomization.yaml': 'resources: [cache.yaml, ../circle]\n',
      'circle/kustomization.yaml': 'resources: [../base]\n',
      'overlays/dev/kustomization.yaml': 'resources: [../../base]\nimages: [{name: redis, newTag: "8.0"}]\n',
    })

    expect(ofType(links, 'USES')).toEqual([
      'base/kubernetes:Pod/cache redis-5-0 at base/cache.yaml:2',
      'base/kubernetes:Pod/cache redis-8-0 at overlays/dev/kustomization.yaml:2 (development)',
    ])
  })

  it('that are something else, broken, or only look so are left alone', async () => {
    const {links, problems} = await declared({
      'a.yaml': 'apiVersion: x/v1\nkind: Other\nmetadata: {name: constructor}\nspec: {containers: 3}\n',
      'b.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: cut\nspec: {containers: [\n',
      'c.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: 7\nspec: {containers: text}\n---\nnull\n---\n- 1\n',
    })

    expect(links).toEqual([])
    expect(problems).toEqual(['b.yaml:6 bad-manifest: this is no sound YAML'])
  })

  it('are read where braces stand in their texts, and left alone where a template makes them', async () => {
    const pod = 'spec: {containers: [{name: a, image: "node:14", args: ["{{inputs.x}}"]}]}'
    const {links, problems} = await declared({
      'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {summary: "{{ $labels.instance }} is down"}}\n${pod}\n`,
      'b.yaml': `apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n${pod}\n`,
      'c.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: "c-{{ name }}"}\n${pod}\n`,
    })

    expect(links).toEqual([
      './kubernetes:Pod/a PART_OF the tree at a.yaml:2',
      './kubernetes:Pod/a USES nodejs-14 at a.yaml:2',
    ])
    expect(problems).toEqual([])
  })
})
