import type {AccessLink} from './access-lines.ts'

/** What a connection string says, without who signs in and by what; whether it had a password. */
export function connectSaid(connect: string): Pick<AccessLink, 'connect' | 'hasPassword'> {
  const parts = connect.split(';')
  const kept = parts.filter((part) => !/^\s*(?:pwd|password|uid|user(?: ?id)?|wsid)\s*=/i.test(part)).join(';')
  const hasPassword = parts.some((part) => /^\s*(?:pwd|password)\s*=\s*\S/i.test(part))
  return {...(kept.replaceAll(';', '').trim() && {connect: kept}), ...(hasPassword && {hasPassword})}
}
