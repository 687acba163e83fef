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
      'the tree USES java-11 at Jenkinsfile:5 (build)',
      'the tree USES nodejs-12 at Jenkinsfile:7 (build)',
      'the tree USES nodejs-14 at Jenkinsfile:6 (build)',
    ])
  })
})
