const register = process.env.PERMIT_REGISTER_URL ?? 'https://orbit01.msti.example/permits'

/** Asks the Orbit Permit Register whether an operator may fly. */
export async function hasPermit(operator: string): Promise<boolean> {
  const answer = await fetch(`${register}/${encodeURIComponent(operator)}`)
  return answer.ok
}

/** Operators sign in through the Identity Hub. */
export async function whoIs(token: string): Promise<string | undefined> {
  const answer = await fetch('https://id01.msti.example/userinfo', {headers: {authorization: `Bearer ${token}`}})
  return answer.ok ? ((await answer.json()) as {sub: string}).sub : undefined
}
