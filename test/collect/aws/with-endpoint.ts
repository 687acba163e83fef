export const caller = '111111111111'

/** What points the SDK at a server of ours, with an account's credentials and no others of this machine. */
export function endpointEnvironment(url: string, account = caller): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: `FAKE${account}`,
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: 'eu-west-2',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  }
}

/** The same in this process for the time of some work. */
export async function withEndpoint<T>(url: string, work: () => Promise<T>, account = caller): Promise<T> {
  const settings = endpointEnvironment(url, account)
  const before = Object.keys(settings).map((key) => [key, process.env[key]] as const)
  Object.assign(process.env, settings)
  try {
    return await work()
  } finally {
    for (const [key, value] of before)
      if (value === undefined) delete process.env[key]
      else process.env[key] = value
  }
}
