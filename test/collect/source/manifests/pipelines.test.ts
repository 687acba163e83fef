import {describe, expect, it} from '@jest/globals'
import {declared} from './declared.ts'

describe('pipelines', () => {
  it('of GitHub Actions tell what builds, and under which name is deployed', async () => {
    const {links, notes} = await declared({
      '.github/workflows/ci.yml': `on: push
jobs:
  build:
    runs-on: ubuntu-20.04
    container: node:16
    services:
      db: {image: "postgres:11"}
    strategy: {matrix: {python: [3.6, "3.10"], os: [ubuntu-latest]}}
    steps:
      - uses: actions/setup-java@v4
        with: {java-version: 8, distribution: temurin}
      - uses: actions/setup-python@v5
        with: {python-version: "\${{ matrix.python }}"}
      - uses: actions/setup-node@v4
        with: {node-version: "\${{ inputs.node }}"}
      # - uses: actions/setup-go@v5
      - run: echo setup-go
  deploy:
    runs-on: \${{ matrix.os }}
    environment: {name: production, url: "https://licences.dept.example/start"}
`,
    })

    expect(links).toEqual([
      'the tree RUNS_ON host:msti/licences-dept-example at .github/workflows/ci.yml:20 (production)',
      'the tree USES java-8 at .github/workflows/ci.yml:11 (build)',
      'the tree USES nodejs-16 at .github/workflows/ci.yml:5 (build)',
      'the tree USES postgresql-11 at .github/workflows/ci.yml:7 (test)',
      'the tree USES python-3-10 at .github/workflows/ci.yml:13 (build)',
      'the tree USES python-3-6 at .github/workflows/ci.yml:13 (build)',
      'the tree USES ubuntu-20-04 at .github/workflows/ci.yml:4 (build)',
    ])
    expect(notes).toEqual([
      'version of a build: 1 behind placeholders that nothing in the tree fills, so not known (.github/workflows/ci.yml:15)',
    ])
  })

  it('of GitLab tell the images of jobs and of the services beside them', async () => {
    const {links, notes} = await declared({
      '.gitlab-ci.yml': `variables: {PHP: "7.4"}
default: {image: "ruby:2.7"}
test:
  image: {name: "php:$PHP-fpm"}
  services: [mysql:5.7, "redis:$REDIS"]
live:
  environment: {name: live/eu, url: https://licences.dept.example}
`,
    })

    expect(links).toEqual([
      'the tree RUNS_ON host:msti/licences-dept-example at .gitlab-ci.yml:7 (production)',
      'the tree USES mysql-5-7 at .gitlab-ci.yml:5 (test)',
      'the tree USES php-7-4 at .gitlab-ci.yml:4 (build)',
      'the tree USES ruby-2-7 at .gitlab-ci.yml:2 (build)',
    ])
    expect(notes).toHaveLength(1)
  })

  it('of Azure DevOps tell the tools that they choose, wherever they stand', async () => {
    const {links} = await declared({
      'azure-pipelines.yml': `variables: [{name: node, value: 12.x}]
pool: {vmImage: windows-2019}
stages:
  - jobs:
      - steps:
          - {task: NodeTool@0, inputs: {versionSpec: $(node)}}
          - {task: UseDotNet@2, inputs: {version: 3.1.x}}
          - {task: Other@1, inputs: {version: 9}}
`,
    })

    expect(links).toEqual([
      'the tree USES dotnet-3-1 at azure-pipelines.yml:7 (build)',
      'the tree USES nodejs-12 at azure-pipelines.yml:6 (build)',
      'the tree USES windows-server-2019 at azure-pipelines.yml:2 (build)',
    ])
  })

  it('of Jenkins tell the images of their agents, and tools by the numbers in their names', async () => {
    const {links} = await declared({
      Jenkinsfile: `pipeline {
  // agent { docker { image 'python:2.7' } }
  agent { docker { image 'maven:3-eclipse-temurin-17' } }
  /* tools { jdk 'jdk6' } */
  tools { jdk "openjdk-11"
    nodejs 'Node 14' }
  stages { stage('a') { steps { script { docker.image('node:12').inside { sh 'x' } } } } }
}
`,
    })

    expect(links).toEqual([
      'the tree USES eclipse-temurin-17 at Jenkinsfile:3 (build)',
      'the tree USES java-11 at Jenkinsfile:5 (build)',
      'the tree USES nodejs-12 at Jenkinsfile:7 (build)',
      'the tree USES nodejs-14 at Jenkinsfile:6 (build)',
    ])
  })

  it('of Jenkins tell which machines they reach and by what, as what only builds does', async () => {
    const {links, notes} = await declared({
      Jenkinsfile: `node('windows-2019') {
  agent { docker 'python:3.8' }
  agent { kubernetes { yaml '''
      image: golang:1.15
  ''' } }
  def java = tool name: 'jdk8', type: 'jdk'
  sh "scp -P 22 target/a.war deploy@app01.dept.gov.uk:/opt/tomcat/webapps/"
  sh 'sftp -b batch -oPort=2222 user@files.dept.gov.uk:/in'
  sh "rsync -az build/ \${USER}@web01.dept.gov.uk:/var/www; ssh web02.dept.gov.uk sudo systemctl restart a"
  sh 'curl -sf https://api.dept.gov.uk/health && docker run --rm node:10 npm test'
  sh "ssh \${HOST} ls"
  // sh 'scp a b@old.dept.gov.uk:'
  httpRequest url: 'https://hooks.dept.gov.uk/x'
  sh 'scp a b@localhost:/x; ssh build@host-without-domain ls; git clone git@github.com:a/b'
  remote.host = 'app02.dept.gov.uk'
}
`,
    })

    expect(links).toEqual([
      'the tree CALLS host:msti/api-dept-gov-uk at Jenkinsfile:10 (build)',
      'the tree CALLS host:msti/app01-dept-gov-uk at Jenkinsfile:7 (build)',
      'the tree CALLS host:msti/app02-dept-gov-uk at Jenkinsfile:15 (build)',
      'the tree CALLS host:msti/files-dept-gov-uk at Jenkinsfile:8 (build)',
      'the tree CALLS host:msti/hooks-dept-gov-uk at Jenkinsfile:13 (build)',
      'the tree CALLS host:msti/web01-dept-gov-uk at Jenkinsfile:9 (build)',
      'the tree CALLS host:msti/web02-dept-gov-uk at Jenkinsfile:9 (build)',
      'the tree USES go-1-15 at Jenkinsfile:4 (build)',
      'the tree USES java-8 at Jenkinsfile:6 (build)',
      'the tree USES nodejs-10 at Jenkinsfile:10 (build)',
      'the tree USES python-3-8 at Jenkinsfile:2 (build)',
      'the tree USES windows-server-2019 at Jenkinsfile:1 (build)',
    ])
    expect(notes).toEqual([
      'host that a pipeline reaches: 1 behind placeholders that nothing in the tree fills, so not known (Jenkinsfile:11)',
    ])
  })

  it('of Jenkins hold scripts of several lines, and private names are names of machines like others', async () => {
    const {links} = await declared({
      Jenkinsfile: `sh """
  # curl https://old.dept.gov.uk/x
  curl -sf https://api.dept.gov.uk/x // all of it
  scp a.war deploy@tomcat01.gateway.internal:/opt
  curl http://host.docker.internal/x http://metadata.google.internal/y
"""
`,
    })

    expect(links).toEqual([
      'the tree CALLS host:msti/api-dept-gov-uk at Jenkinsfile:3 (build)',
      'the tree CALLS host:msti/tomcat01-gateway-internal at Jenkinsfile:4 (build)',
    ])
  })

  it('in YAML tell the same of their scripts, and no call of them is one of production', async () => {
    const {links} = await declared({
      '.github/workflows/ci.yml': `on: push
env: {NODE: 16}
jobs:
  a:
    runs-on: windows-2019
    strategy: {matrix: {v: ["8.0", "5.7"]}}
    container: {image: "node:\${{ env.NODE }}-bullseye"}
    services: {db: {image: "mysql:\${{ matrix.v }}"}}
    steps:
      - run: |
          scp a.zip deploy@app01.dept.gov.uk:/srv
          # scp a.zip deploy@old.dept.gov.uk:/srv
          curl https://api.dept.gov.uk/x
`,
      '.gitlab-ci.yml': `live:
  services: [{name: "redis:5"}]
  script: [ "lftp -c 'open sftp://user@files.dept.gov.uk'", "rsync -a x web@web01.dept.gov.uk:/srv" ]
`,
      'azure-pipelines.yml': `resources: {containers: [{container: build, image: "ruby:2.7-buster"}]}
jobs: [{job: a, container: build, services: {db: x}, steps: [{bash: "sftp user@azure.dept.gov.uk"}]}]
`,
    })

    expect(links).toEqual([
      'the tree CALLS host:msti/api-dept-gov-uk at .github/workflows/ci.yml:13 (build)',
      'the tree CALLS host:msti/app01-dept-gov-uk at .github/workflows/ci.yml:11 (build)',
      'the tree CALLS host:msti/azure-dept-gov-uk at azure-pipelines.yml:2 (build)',
      'the tree CALLS host:msti/files-dept-gov-uk at .gitlab-ci.yml:3 (build)',
      'the tree CALLS host:msti/web01-dept-gov-uk at .gitlab-ci.yml:3 (build)',
      'the tree NAMES host:msti/api-dept-gov-uk at .github/workflows/ci.yml:13 (build)',
      'the tree NAMES host:msti/files-dept-gov-uk at .gitlab-ci.yml:3 (build)',
      'the tree USES debian-10 at azure-pipelines.yml:1 (build)',
      'the tree USES debian-11 at .github/workflows/ci.yml:7 (build)',
      'the tree USES mysql-5-7 at .github/workflows/ci.yml:8 (test)',
      'the tree USES mysql-8-0 at .github/workflows/ci.yml:8 (test)',
      'the tree USES nodejs-16 at .github/workflows/ci.yml:7 (build)',
      'the tree USES redis-5 at .gitlab-ci.yml:2 (test)',
      'the tree USES ruby-2-7 at azure-pipelines.yml:1 (build)',
      'the tree USES windows-server-2019 at .github/workflows/ci.yml:5 (build)',
    ])
  })

  it('are read in time, whatever stands on their lines', async () => {
    const {problems} = await declared({
      Jenkinsfile:
        `${'scp '.repeat(4000)}\n${'ssh -o '.repeat(2500)}\n${'curl https://a.'.repeat(1200)}\n${"docker '".repeat(2400)}\n`.repeat(
          40,
        ),
      'b/Jenkinsfile': `sh "${'a'.repeat(1_000_000)}"`,
    })

    expect(problems).toEqual([])
  })
})
