/**
 * `pass` behind other words is too short to tell a password: a compass, a first pass. It does alone, and behind what signs
 * in; behind any other word only where the value has the form of a password.
 */
export const owner =
  '(?:user|usr|db|database|s?ftp|sql|my|ora|oracle|mysql|pg|postgres|sa|svc|service|mail|smtp|imap|root|admin|adm|log[io]n|sys|system|app|web|api|https?|proxy|ssh|keystore|store|key|trust|cert|ldap|bind|mq|sap|tomcat|batch|clerk|re?mo?te?|target|host|server|redis|rabbit|mongo|jdbc|vpn|wifi|zip|net|share|win|domain|db2|cics|ims|racf|tso|ws|wk|hv|ls)'
/** What has the form of a password: a figure and a letter. */
export const formed = String.raw`["']?(?=[^\s"'\d]{0,60}\d)(?=[^\s"'A-Za-z]{0,60}[A-Za-z])[^\s"']{6}`
export const ownPass = String.raw`(?:(?<![A-Za-z])(?:${owner}[_ .-]?){1,2}|(?<![\w.-]|\w[ ]))pass\d?`
export const otherPass = String.raw`(?<=[A-Za-z0-9][_.-]?)(?<!(?:com|by|tres|sur|over|under|low|high|band|all|first|second|third|last|next)[_.-]?)pass\d?`

/** The name, and behind it `set`, what leads to the value. */
export function passNamed(set: string): string {
  return String.raw`(?:${ownPass}${set}|${otherPass}${set}(?=${formed}))`
}

/**
 * The same where words for people and values of flags stand too, as in code and YAML: alone it tells one only by the form of
 * its value there, `pass: success` none.
 */
export function passNamedInCode(set: string): string {
  return String.raw`(?:(?<![A-Za-z])(?:${owner}[_ .-]?){1,2}pass\d?${set}|(?:${otherPass}|(?<![\w.-])pass\d?)${set}(?=${formed}))`
}
