import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {allowedCommands, allServices} from '../../../src/collect/aws/all-services.ts'
import {costServices} from '../../../src/collect/aws/costs/cost-explorer.ts'
import {iamPolicy} from '../../../src/collect/aws/iam-policy.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'src', 'collect', 'aws', 'services')
/** Calls that give content or secrets, whatever their names. */
const forbidden =
  /^(lambda:GetFunction|ssm:GetParameter|secretsmanager:|cloudformation:GetTemplate|ec2:GetPasswordData|s3:GetObject|kms:|ec2:DescribeInstanceAttribute)/

describe('the services', () => {
  it('are those of the folder', () => {
    expect(allServices.map(({id}) => `${id}.ts`).toSorted()).toEqual(readdirSync(folder).toSorted())
  })

  it.each([...allServices, ...costServices].map((service) => [service.id, service] as const))(
    '%s names what its SDK has',
    async (_, service) => {
      const sdk = Object.keys(await service.load())

      expect(sdk).toContain(service.client)
      expect(sdk).toEqual(expect.arrayContaining(service.operations.map(({operation}) => `${operation}Command`)))
    },
  )

  it('ask after operations that come before them', () => {
    for (const {operations} of allServices)
      for (const [at, {after}] of operations.entries())
        if (after) expect(operations.slice(0, at).map(({operation}) => operation)).toContain(after.operation)
  })
})

describe('the policy', () => {
  const statements = iamPolicy(allServices).Statement
  const actions = statements.flatMap(({Action}) => Action)

  it('allows reads alone, and none that gives content or secrets', () => {
    expect(actions.filter((action) => !/^[a-z0-9-]+:(Describe|List|Get|GET|SelectAggregate)/.test(action))).toEqual([])
    expect(actions.filter((action) => forbidden.test(action))).toEqual([])
    expect(actions.filter((action) => action.includes('*'))).toEqual([])
  })

  it('allows no verb of API Gateway on what may hold keys', () => {
    expect(statements.filter(({Action}) => Action.includes('apigateway:GET')).map(({Resource}) => Resource)).toEqual([
      ['arn:aws:apigateway:*::/apis', 'arn:aws:apigateway:*::/restapis'],
    ])
  })

  it('allows costs where they are asked for, and not where they are not', () => {
    const withCosts = iamPolicy([...allServices, ...costServices]).Statement.flatMap(({Action}) => Action)

    expect(withCosts.filter((action) => !actions.includes(action))).toEqual([
      'ce:GetCostAndUsage',
      'organizations:DescribeOrganization',
    ])
  })

  it('names an action for each command that may be sent', () => {
    const operations = allServices.flatMap(({operations}) => operations)

    expect(allowedCommands(allServices).size).toBe(operations.length + 2)
    expect(operations.filter(({action}) => !actions.includes(action))).toEqual([])
  })
})
