import {describe, expect, it} from '@jest/globals'
import {environmentIn, environmentOfPath} from '../../../src/collect/source/environment-of-path.ts'

describe('the environment that a file is for', () => {
  it.each([
    ['infra/envs/dev/main.tf', 'development'],
    ['infra/environments/live/main.tf', 'production'],
    ['chart/values-prod.yaml', 'production'],
    ['chart/values.yaml', undefined],
    ['deploy/values/prod.yaml', 'production'],
    ['.env.test', 'test'],
    ['.env', undefined],
    ['.env.example', undefined],
    ['docker-compose.override.yml', 'development'],
    ['docker-compose.yml', undefined],
    ['overlays/pre-prod/kustomization.yaml', 'preproduction'],
    ['.devcontainer/Dockerfile', 'development'],
    ['staging/app/main.tf', 'staging'],
    ['dev/prod/x.tf', 'production'],
    ['live/stage/mysql/main.tf', 'staging'],
    ['live/integration/main.tf', 'test'],
    // Words that mean other things too.
    ['integration/docker-compose.yml', undefined],
    ['live/main.tf', undefined],
    ['local/main.tf', undefined],
    ['deployments/integration/main.tf', 'test'],
    ['constructor/toString.tf', undefined],
  ])('%s is for %s', (path, expected) => {
    expect(environmentOfPath(path)).toBe(expected)
  })

  it('may stand in a name among other words', () => {
    expect(['licences-dev', 'prod_eu', 'pre-prod', 'eu-west-2', 'user-research'].map(environmentIn)).toEqual([
      'development',
      'production',
      'preproduction',
      undefined,
      undefined,
    ])
  })
})
