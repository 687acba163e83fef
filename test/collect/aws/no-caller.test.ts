import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {checkAccess} from '../../../src/collect/aws/check-access.ts'
import {maskSecrets} from '../../../src/model/secrets.ts'
import {withEndpoint} from './with-endpoint.ts'
import {failure, type Script, startFakeAws} from './fake/fake-aws.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-caller-'))
afterAll(() => rmSync(folder, {recursive: true}))
const profiles = join(folder, 'config')
writeFileSync(profiles, '[profile quays]\nregion = eu-west-2\n')

/** What the first request comes to, as it is told: with what looks like a secret taken out. */
async function told(url: string, env: Readonly<Record<string, string | undefined>> = {}) {
  const [check] = await withEndpoint(url, async () => {
    const before = Object.keys(env).map((key) => [key, process.env[key]] as const)
    for (const [key, value] of Object.entries(env))
      if (value === undefined) delete process.env[key]
      else process.env[key] = value
    try {
      const checks = await checkAccess({env, roles: [], now: () => new Date('2026-11-25T09:00:00Z'), attempts: 1})
      return checks.filter(({what}) => what === 'Credentials')
    } finally {
      for (const [key, value] of before)
        if (value === undefined) delete process.env[key]
        else process.env[key] = value
    }
  })
  return [check?.detail, check?.mend].map((text) => maskSecrets(String(text)))
}

async function toldBy(script: Script, env: Readonly<Record<string, string>> = {}) {
  const fake = await startFakeAws(script)
  try {
    return await told(fake.url, env)
  } finally {
    await fake.close()
  }
}

const noKeys = {AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined}
const unknown = 'AWS does not say who is calling: '

describe('a first request that fails', () => {
  it('for want of credentials says where they were looked for', async () => {
    expect(await told('http://127.0.0.1:9', noKeys)).toEqual([
      `${unknown}there are no credentials in the environment, in a profile, or of this machine`,
      'Sign in, as with `aws sso login`, or set AWS_PROFILE.',
    ])
  })

  it.each(['harbours', 'quays'])('for a profile that is not there or has no credentials names it: %s', async (name) => {
    expect(await told('http://127.0.0.1:9', {...noKeys, AWS_PROFILE: name, AWS_CONFIG_FILE: profiles})).toEqual([
      `${unknown}the profile ${name} gives no credentials: it is not in the files of profiles, or has none`,
      `Sign in, as with \`aws sso login --profile ${name}\`, or set AWS_PROFILE to another: \`aws configure list-profiles\` names them.`,
    ])
  })

  it.each([200, 403, 502])('with a page of HTML of status %i tells of a proxy, and what is set', async (status) => {
    const page = '<!DOCTYPE html><html><body>Sign in to the network</body></html>'
    const html: Script = () => ({status, headers: {'content-type': 'text/html'}, body: page})
    const [detail, mend] = await toldBy(html, {HTTPS_PROXY: 'http://127.0.0.1:3128'})

    expect(detail).toContain('a proxy may stand between')
    expect(mend).toBe('Look at what is set: HTTPS_PROXY.')
  })

  it('because of the clock says so, and not to sign in', async () => {
    const late: Script = (asked) => failure(asked, 'SignatureDoesNotMatch', 'Signature expired: 2026', 403)

    expect(await toldBy(late)).toEqual([
      `${unknown}the clock of this machine is wrong: set it, and run it again`,
      'Set the clock of this machine.',
    ])
  })

  it('because nothing answers names the place, and what is set', async () => {
    expect(await told('http://127.0.0.1:9', {AWS_ENDPOINT_URL: 'http://127.0.0.1:9'})).toEqual([
      `${unknown}nothing answers at 127.0.0.1:9 (ECONNREFUSED): the endpoint or the proxy may be wrong`,
      'Look at what is set: AWS_ENDPOINT_URL.',
    ])
  })

  it('because AWS does not take the credentials asks to sign in', async () => {
    const invalid: Script = (asked) => failure(asked, 'InvalidClientTokenId', 'invalid', 403)

    expect(await toldBy(invalid)).toEqual([
      `${unknown}the credentials are not valid`,
      'Sign in, as with `aws sso login`, or set AWS_PROFILE.',
    ])
  })
})
