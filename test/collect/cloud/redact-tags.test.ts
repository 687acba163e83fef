import {describe, expect, it} from '@jest/globals'
import {tagWithoutSecrets} from '../../../src/collect/cloud/redact-tags.ts'

describe('the value of a tag', () => {
  it.each([
    'Password',
    'DbPassword',
    'DB_PASSWORD_PROD',
    'api_key',
    'ApiKey',
    'ClientSecret',
    'pass',
    'db-pass',
    'passwd',
    'PIN',
    'cardPin',
    'secret_access_key',
    'AuthToken',
    'private-key',
    'ConnectionString',
    'dbpassword',
    'DBPassword',
    'MasterUserPassword2',
    'pass word',
    'clientsecret',
    'SecretMessage',
    'APIKey',
    'shared_access_keys',
    'mypwd',
    'AWS_SECRET_ACCESS_KEY',
    'app:credentials',
    'github-token',
    'connection-string',
    'dbpass',
    'user pass',
    'SIMPin',
    'door:pin',
    'Contact Phone',
    'PhoneNumber',
    'phone_no',
    'Telephone',
    'OwnerMobile',
    'mobile-number',
    'Mobile',
    'support tel',
    'tel',
  ])('of the key %s is not written down', (key) => {
    expect(tagWithoutSecrets({key, value: 'tides'})).toBe('[redacted]')
  })

  it.each([
    'System',
    'Hotel',
    'Compass',
    'Shipping',
    'Secretariat',
    'SecretaryOfState',
    'PasswordPolicy',
    'secret-rotation',
    'SecretArn',
    'aws:secretsmanager:owningSecret',
    'Key',
    'KeyStage',
    'Spinnaker',
    'SeasonPass',
    'boarding-pass',
    'BusPass',
    'Bypass',
    'PassThrough',
    'TelemetryPin',
    'VersionPin',
    'gpio pin',
    'pin-to-host',
    'MobileApp',
    'mobile_backend',
    'IsMobile',
    'PhoneSystem',
    'Microphone',
    'SmartphoneTeam',
    'Telephony',
    'Motel',
    'Intel',
    'tel-aviv',
    'AccessKeywords',
    'StepWData',
    'TokenBucketSize',
    'secretname',
  ])('of the key %s is kept', (key) => {
    expect(tagWithoutSecrets({key, value: 'tides'})).toBe('tides')
  })

  it.each([
    ['JenkinsPass', 'hunter2', '[redacted]'],
    ['JenkinsPass', 'retired', 'retired'],
    ['TollPass', 'lorries and cars', 'lorries and cars'],
    ['SeasonPass', 'adult-2026', 'adult-2026'],
    ['LockerPin', '4711', '[redacted]'],
    ['LockerPin', 'blue', 'blue'],
    ['VersionPin', '20261', '20261'],
  ])('of a key that may name a secret, %s, is judged by itself: %s', (key, value, kept) => {
    expect(tagWithoutSecrets({key, value})).toBe(kept)
  })

  it('that is kept for its key loses a number and a secret in it all the same', () => {
    expect(tagWithoutSecrets({key: 'MobileApp', value: 'call 07700900123, token=hunter2hunter2'})).toBe(
      'call [redacted], token=[redacted]',
    )
  })

  it.each([
    ['call +44 20 7946 0958', 'call [redacted]'],
    ['+44 (0)20 7946 0958', '[redacted]'],
    ['07700900123', '[redacted]'],
    ['07700 900 123', '[redacted]'],
    ['0161 496 0000, desk', '[redacted], desk'],
    ['(0161) 496 0000', '[redacted]'],
    ['000000000042', '000000000042'],
    ['077009001234', '077009001234'],
    ['2026-01-05T10:00:00+0000', '2026-01-05T10:00:00+0000'],
    ['01/11/2026', '01/11/2026'],
    ['arn:aws:sns:eu-west-2:012345678901:07700900123', 'arn:aws:sns:eu-west-2:012345678901:07700900123'],
    ['10.0.0.0/16', '10.0.0.0/16'],
  ])('%s becomes %s', (value, kept) => {
    expect(tagWithoutSecrets({key: 'Note', value})).toBe(kept)
  })
})
