import {describe, expect, it} from '@jest/globals'
import {environmentOfPath, unknownVariants} from '../../../src/collect/source/environment-of-path.ts'
import {environmentCalled, environmentIn} from '../../../src/model/environment-name.ts'

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
    ['config/pre-production.tfvars.json', 'preproduction'],
    ['config/pre_prod.tfvars.json', 'preproduction'],
    ['config/non-production.tfvars.json', 'development'],
    ['values-nonprod.yaml', 'development'],
    ['charts/dues/values.preview.template.yaml', 'preview'],
    ['charts/dues/values-perftest.yaml', 'perftest'],
    ['charts/dues/values.template.yaml', undefined],
    ['letters/preview.yaml', undefined],
    ['appsettings.aks_pre-production_shared.json', 'preproduction'],
    ['envs/aks_production/main.tf', 'production'],
    ['envs/dev2/main.tf', 'development'],
    ['dev2/main.tf', 'development'],
    ['stage2/Dockerfile', undefined],
    ['release2/main.tf', undefined],
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

  it.each([
    ['aks_production_shared', 'production'],
    ['aks-prod', 'production'],
    ['ci-production', 'production'],
    ['trs-pre-production', 'preproduction'],
    ['pre-prod', 'preproduction'],
    ['preprod2', 'preproduction'],
    ['pre_live', 'preproduction'],
    ['non-production', 'development'],
    ['pre-dev', undefined],
    ['dev2', 'development'],
    ['staging-b', 'staging'],
    ['${{ inputs.prod }}', undefined],
  ])('%s names %s', (name, expected) => {
    expect(environmentIn(name)).toBe(expected)
  })

  it('has its own name where that is not known, which is not production; what is for all names none', () => {
    expect(
      ['authdev1', 'sandpit', 'dv_review', 'build', 'uat', '', 'common', 'eu', 'eu-west-2', '${opt:stage}'].map(
        environmentCalled,
      ),
    ).toEqual([
      'authdev1',
      'sandpit',
      'dv_review',
      'build',
      'uat',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

it('is its own where a name stands among variants of which one is for production', () => {
  const paths = [
    'config/production.tfvars.json',
    'config/pre-production.tfvars.json',
    'config/dv_review.tfvars.json',
    'config/common.tfvars.json',
    'config/production.json',
    'config/package.json',
    'a/shop.prod.yaml',
    'a/shop.sandpit.yaml',
    'a/shop.yaml',
    'b/shop.sandpit.yaml',
    'chart/values-production.yaml',
    'chart/values-eu.yaml',
    'c/rules-production.yaml',
    'c/rules-names.yaml',
    'd/x.pre-production.json',
    'd/x.sandpit.json',
  ]

  expect([...unknownVariants(paths)]).toEqual([
    ['config/dv_review.tfvars.json', 'dv_review'],
    ['a/shop.sandpit.yaml', 'sandpit'],
  ])
})
