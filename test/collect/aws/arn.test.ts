import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {parseArn} from '../../../src/collect/aws/arn.ts'

const typed = (arn: string) => {
  const found = parseArn(arn)
  return found && [found.service, found.region, found.account, found.type, found.id]
}

describe('an ARN', () => {
  it.each([
    ['arn:aws:s3:::moon-images', ['s3', undefined, undefined, 'bucket', 'moon-images']],
    ['arn:aws-us-gov:sqs:us-gov-west-1:111111111111:q', ['sqs', 'us-gov-west-1', '111111111111', 'queue', 'q']],
    ['arn:aws:sns:eu-west-2:111111111111:alarms', ['sns', 'eu-west-2', '111111111111', 'topic', 'alarms']],
    ['arn:aws:apigateway:eu-west-2::/restapis/a1', ['apigateway', 'eu-west-2', undefined, 'restapis', 'a1']],
    [
      'arn:aws:apigateway:eu-west-2::/restapis/a1/stages/live',
      ['apigateway', 'eu-west-2', undefined, 'restapis/stages', 'a1/live'],
    ],
    [
      'arn:aws:elasticloadbalancing:eu-west-2:1:loadbalancer/app/web/5',
      ['elasticloadbalancing', 'eu-west-2', '1', 'loadbalancer/app', 'web/5'],
    ],
    [
      'arn:aws:rds:eu-west-2:1:snapshot:rds:pay-2026-11-01',
      ['rds', 'eu-west-2', '1', 'snapshot', 'rds:pay-2026-11-01'],
    ],
    ['arn:aws:logs:eu-west-2:1:log-group:/aws/pay:*', ['logs', 'eu-west-2', '1', 'log-group', '/aws/pay']],
    ['arn:aws:iam::1:root', ['iam', undefined, '1', undefined, 'root']],
    ['arn:aws:lambda:eu-west-2:1:function:Pay:live', ['lambda', 'eu-west-2', '1', 'function', 'Pay:live']],
  ])('%s is taken apart', (arn, parts) => {
    expect(typed(arn)).toEqual(parts)
  })

  it('is never guessed at, and nothing throws', () => {
    expect(parseArn('not an arn')).toBeUndefined()
    fc.assert(fc.property(fc.string(), (text) => expect(() => parseArn(`arn:${text}`)).not.toThrow()))
  })
})
