import {describe, expect, it} from '@jest/globals'
import {checkAccess, type RoleToTry} from '../../../src/collect/aws/check-access.ts'
import {caller, withEndpoint} from './with-endpoint.ts'
import {failure, json, type Script, startFakeAws} from './fake/fake-aws.ts'

const other = '222222222222'

async function checked(
  script: Script,
  env: Readonly<Record<string, string>> = {},
  accounts: readonly string[] = [other],
) {
  const checks = await tried(script, env, {...(accounts.length > 0 && {accounts}), role: 'Audit'})
  return checks.map(({what, outcome, detail}) => `${what} ${outcome}: ${detail}`)
}

async function tried(script: Script, env: Readonly<Record<string, string>>, role: RoleToTry) {
  const fake = await startFakeAws(script)
  const checks = await withEndpoint(fake.url, () =>
    checkAccess({env, roles: [role], now: () => new Date('2026-11-25T09:00:00Z')}),
  )
  await fake.close()
  return checks
}

describe('access to AWS', () => {
  it('that is whole is told request by request', async () => {
    expect(await checked(({operation}) => (operation === 'ListAccounts' ? json({Accounts: []}) : undefined))).toEqual([
      `Credentials works: of account ${caller}, eu-west-2`,
      'Organizations works: organizations:ListAccounts',
      'Resource Groups works: tag:GetResources',
      `${other} works: the role Audit can be taken`,
    ])
  })

  it('that is lacking names each permission', async () => {
    const refusing: Script = (asked) =>
      ['ListAccounts', 'GetResources', 'AssumeRole'].includes(asked.operation)
        ? failure(asked, 'AccessDenied', 'not authorized', 403)
        : undefined

    expect(await checked(refusing)).toEqual([
      `Credentials works: of account ${caller}, eu-west-2`,
      'Organizations note: organizations:ListAccounts is not allowed',
      'Resource Groups note: tag:GetResources is not allowed',
      `${other} fails: sts:AssumeRole is not allowed`,
    ])
  })

  it('without credentials that work ends there, and tells a proxy without its password', async () => {
    expect(
      await checked((asked) => failure(asked, 'InvalidClientTokenId', 'invalid', 403), {
        HTTPS_PROXY: 'http://jo:hunter2@proxy.moon.example:8080',
        NO_PROXY: '127.0.0.1',
      }),
    ).toEqual([
      'Network note: HTTPS_PROXY http://proxy.moon.example:8080',
      'Credentials fails: AWS does not say who is calling: the credentials are not valid',
    ])
  })

  it('by a role that names no accounts is tried in those of the organisation', async () => {
    const open = [caller, other].map((Id) => ({Id, State: 'ACTIVE'}))
    const refusing: Script = (asked) =>
      asked.operation === 'ListAccounts'
        ? json({Accounts: open})
        : asked.operation === 'AssumeRole'
          ? failure(asked, 'AccessDenied', 'not authorized', 403)
          : undefined

    expect((await checked(refusing, {}, [])).slice(3)).toEqual([`${other} fails: sts:AssumeRole is not allowed`])
  })

  it('by a role is told to be untried where nobody says in which accounts', async () => {
    const refusing: Script = (asked) =>
      asked.operation === 'ListAccounts' ? failure(asked, 'AccessDenied', 'not authorized', 403) : undefined

    expect((await checked(refusing, {}, [])).slice(3)).toEqual([
      'Roles note: Audit was not tried: no accounts are known',
    ])
  })

  it('to the account that calls is never tried by a role, as it is read without one', async () => {
    const refusing: Script = (asked) =>
      asked.operation === 'AssumeRole' ? failure(asked, 'AccessDenied', 'not authorized', 403) : undefined

    expect((await checked(refusing, {}, [caller, other])).slice(3)).toEqual([
      `${caller} works: is read without the role: it is the account that calls`,
      `${other} fails: sts:AssumeRole is not allowed`,
    ])
  })

  it.each([
    [undefined, 'Let the role trust the caller.'],
    ['moon-7', 'Let the role trust the caller, with its external id.'],
  ])('by a role is mended by an external id only where one is set: %s', async (externalId, mend) => {
    const refusing: Script = (asked) =>
      asked.operation === 'AssumeRole' ? failure(asked, 'AccessDenied', 'not authorized', 403) : undefined
    const checks = await tried(refusing, {}, {accounts: [other], role: 'Audit', externalId})

    expect(checks.at(-1)).toMatchObject({what: other, outcome: 'fails', mend})
  })
})
