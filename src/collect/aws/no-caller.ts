import {type AuditError, SourceError, UsageError} from '../../errors.ts'
import {classifyFailure, type Failure} from './classify-failure.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What goes between this machine and AWS, by the variables that say so. */
export const wayVariables = ['HTTPS_PROXY', 'https_proxy', 'NODE_EXTRA_CA_CERTS', 'AWS_ENDPOINT_URL'] as const

/** Why AWS did not say who is calling, and what to do about it: the first request of all. */
export function noCaller(error: unknown, env: Environment): AuditError {
  const profile = env['AWS_PROFILE']
  const named = profile === undefined ? 'your profile' : `the profile ${profile}`
  if (/region is missing/i.test(String(error)))
    return new UsageError('no-region', 'No region is set to begin with.', {
      hint: `Set AWS_REGION, as eu-west-2, or the region of ${named}.`,
      cause: error,
    })
  const failure = classifyFailure(error, 'sts:GetCallerIdentity')
  return new SourceError('no-caller', `AWS does not say who is calling: ${reasonOf(failure, error, profile)}`, {
    hint: `${hintOf(failure, profile, env)} To see what works: domesday doctor aws`,
    cause: error,
  })
}

function reasonOf({kind, reason}: Failure, error: unknown, profile: string | undefined): string {
  if (kind === 'region') return 'the credentials are not valid'
  if (kind !== 'credentials' || !/could not load credentials from any/i.test(String(error))) return reason
  return profile === undefined
    ? 'there are no credentials in the environment, in a profile, or of this machine'
    : `the profile ${profile} gives no credentials: it is not in the files of profiles, or has none`
}

const betweenKinds: readonly Failure['kind'][] = ['proxy', 'transport', 'not-an-answer']

function hintOf({kind}: Failure, profile: string | undefined, env: Environment): string {
  if (kind === 'clock') return 'Set the clock of this machine.'
  if (kind === 'throttled') return 'Run it again later.'
  if (betweenKinds.includes(kind)) {
    const set = wayVariables.filter((name) => env[name])
    return set.length > 0
      ? `Look at what is set: ${set.join(', ')}.`
      : 'No proxy is set: where one is needed, set HTTPS_PROXY.'
  }
  return profile === undefined
    ? 'Sign in, as with `aws sso login`, or set AWS_PROFILE.'
    : `Sign in, as with \`aws sso login --profile ${profile}\`, or set AWS_PROFILE to another: \`aws configure list-profiles\` names them.`
}
