import {maskSecrets} from '../../model/secrets.ts'

/** What the network says, in words. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'its name leads to no machine',
  EAI_AGAIN: 'its name cannot be looked up now',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'no way leads to the machine',
  ENETUNREACH: 'no way leads to its network',
  ECONNRESET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
}
const said = new RegExp(`\\b(${Object.keys(words).join('|')})\\b(?: ([\\w.:[\\]-]{1,100}))?`)
const deepest = 5
const longest = 400

/**
 * Why a server was not reached, as the network says it; the driver hides that behind words of its own, in a cause, or in
 * one of several tries. Else what the driver says, its first line. No user and no password of an address is in it.
 */
export function whyUnreachable(error: Error): string {
  const all = messagesOf(error)
  for (const message of all) {
    const [, code = '', where] = said.exec(message) ?? []
    if (Object.hasOwn(words, code)) return `${words[code]} (${[code, where].filter(Boolean).join(' ')})`
  }
  const behind = all.flatMap((message) => /Caused by: (\S[^\n]*)/.exec(message)?.[1] ?? [])[0]
  const [first = ''] = error.message.split('\n')
  return maskSecrets(behind ?? first).slice(0, longest)
}

/** What an error and all that is behind it say, from the outside in. */
function messagesOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > deepest) return []
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const tries: readonly unknown[] = error instanceof AggregateError ? error.errors : []
  return [error.message, ...[error.cause, ...tries].flatMap((one) => messagesOf(one, depth + 1)), ...code]
}
