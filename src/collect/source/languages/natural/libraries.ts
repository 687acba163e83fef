/** What the ending of a source says that it is. */
export const kinds: Readonly<Record<string, 'program' | 'routine' | 'function' | 'copied' | 'map' | 'ddm'>> = {
  nsp: 'program',
  nsn: 'program',
  nss: 'routine',
  nsh: 'program',
  ns7: 'function',
  ns4: 'program',
  nsc: 'copied',
  nsl: 'copied',
  nsg: 'copied',
  nsa: 'copied',
  nsm: 'map',
  nsd: 'ddm',
}
Object.freeze(kinds)

/** Words between a statement that reaches a database and its view. */
export const beforeView: ReadonlySet<string> = new Set(
  'ALL FIRST NUMBER UNIQUE MULTI-FETCH ON OFF OF RECORD RECORDS IN FILE VALUE'.split(' '),
)

/** Programs of Software AG. */
export const systemProgram = /^(?:USR\d{4}[A-Z]|NAT[A-Z0-9]{2,}|CMROUTE|ADA[A-Z0-9]+|ADABAS)$/

/** Commands of Natural itself, which no program is behind. */
export const systemCommand = /^(?:LOGON|LOGOFF|FIN|STACK|GLOBALS|SETUP|END|UPDATE|CATALL|LIST|SYS\w+)$/
