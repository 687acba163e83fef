interface Blocker {
  /** As it stands in a sentence: `Blocked by absolute paths`. */
  readonly words: string
  /** Why it stands in the way, and what to do. */
  readonly advice: string
}

/**
 * What scans of source find to stand in the way of a move to the cloud. Declared once: the scanner finds them, the plan
 * weighs them, reports explain them.
 */
export const blockers = {
  'absolute-paths': {
    words: 'absolute paths',
    advice:
      'The folder may not be there on another machine, and is not shared by several. Take the path from configuration, and keep what must last in object storage or a file service.',
  },
  'local-disk-state': {
    words: 'state on the local disk',
    advice:
      'What is written to a machine’s own disk is lost when the machine is replaced and unseen by its neighbours. Write to object storage, a database or a file service; keep the disk for what may vanish.',
  },
  'hard-coded-ip': {
    words: 'hard-coded IP addresses',
    advice: 'Addresses change with a move. Name the machine by DNS, and take the name from configuration.',
  },
  'in-memory-session': {
    words: 'sessions in memory',
    advice:
      'A session in one machine’s memory ties its user to that machine. Keep sessions in a store that all machines share, or none.',
  },
  'windows-service': {
    words: 'Windows services',
    advice:
      'It needs a Windows machine that is always on. Make it a container’s process, a scheduled job or a function, or plan for a Windows machine.',
  },
  'windows-registry': {
    words: 'the Windows registry',
    advice: 'What stands in the registry is not deployed with the code. Move it to configuration.',
  },
  'windows-authentication': {
    words: 'Windows authentication',
    advice:
      'It works only in a Windows domain. Plan for a directory in the cloud or a trust with one, or move to OpenID Connect or SAML and to database logins of the cloud.',
  },
  'global-assembly-cache': {
    words: 'the global assembly cache',
    advice:
      'Assemblies that a machine’s cache holds are not deployed with the code. Deploy them beside it, as packages.',
  },
  'com-components': {
    words: 'COM components',
    advice:
      'They must be registered on a Windows machine, often a 32-bit one. Find their source or a replacement before the move.',
  },
  'native-libraries': {
    words: 'native libraries',
    advice:
      'They are built for one operating system and processor. See that each exists for the target, or replace it.',
  },
  'local-mail': {
    words: 'mail through the local machine',
    advice: 'A cloud machine has no mail server. Send by a mail service, such as GOV.UK Notify, over its interface.',
  },
  'file-transfer': {
    words: 'FTP',
    advice:
      'Plain FTP is unencrypted and keeps state on a server. Move the exchange to SFTP, object storage or an interface, with the partner.',
  },
  'licence-bound': {
    words: 'products bound by licence',
    advice:
      'The licence may forbid, or charge more for, running in a cloud. Read its terms, and price alternatives, before the move.',
  },
  'message-queuing': {
    words: 'Microsoft Message Queuing',
    advice: 'No cloud runs it as a service. Move to the cloud’s queue or a broker.',
  },
  'distributed-transactions': {
    words: 'distributed transactions',
    advice:
      'Transactions over several databases need a coordinator that clouds seldom offer. Give each store its own, and reconcile by messages.',
  },
  'hard-coded-credentials': {
    words: 'hard-coded user names and passwords',
    advice:
      'Whoever reads the code can sign in, and a change of the password needs a new build. Change it, and take it from a store of secrets.',
  },
  printing: {
    words: 'printing on printers and forms of its own',
    advice:
      'A server in a cloud has no printer beside it, and no paper laid in. Make documents that the user’s own machine prints, or plan for a print service.',
  },
  'serial-ports': {
    words: 'serial ports',
    advice:
      'The device hangs on one machine. Leave a small program beside it that hands its data on, or replace the device.',
  },
  'sixteen-bit-libraries': {
    words: '16-bit libraries',
    advice:
      'No 64-bit Windows runs them, and nothing that calls them. Replace them, or keep a 32-bit Windows apart from the network until the system ends.',
  },
  'thirty-two-bit-libraries': {
    words: '32-bit libraries',
    advice:
      'A 64-bit process cannot load them: programs, Office and drivers must stay 32-bit with them. Find their 64-bit successors, give VBA’s Declare statements PtrSafe, or run them in a process of their own.',
  },
  'desktop-databases': {
    words: 'databases of the desktop (Jet, DAO, BDE)',
    advice:
      'The engine runs within each program and locks a file that all share, which no cloud service offers and many networks damage. Move the data to a database server, and the access to a driver of it.',
  },
  'terminal-screens': {
    words: 'screens of terminals as interface',
    advice:
      'People, and often other programs that read the screen, depend on its layout. Give the logic behind it an interface of its own, and find who scrapes the screens before they change.',
  },
  'dynamic-calls': {
    words: 'calls whose program is decided at run time',
    advice:
      'The source does not tell all that may be called, so what belongs together is not known. Collect the names from tables and from traces of production before anything is cut off.',
  },
  assembler: {
    words: 'assembler',
    advice:
      'It runs on one family of processors, and exits change what the system itself does. Find what each does and who knows it; rewrite it, or use the function of today’s language or system in its place.',
  },
  'ebcdic-exchange': {
    words: 'EBCDIC and packed numbers in exchanged files',
    advice:
      'Turning the code of such a file turns its packed and binary numbers into rubbish. Agree on a layout of text with the partner, or convert field by field by the record’s layout.',
  },
  'shared-database': {
    words: 'a database shared across systems',
    advice:
      'Systems that write one database must move together, or need a bridge. Give the data one owner, and the others an interface.',
  },
} as const satisfies Record<string, Blocker>

export type BlockerId = keyof typeof blockers

const byWords = new Map<string, BlockerId>(Object.entries(blockers).map(([id, {words}]) => [words, id as BlockerId])) // its keys are the ids

/** The blocker that an attribute's value names; undefined for one in a person's own words. */
export function blockerOf(words: unknown): BlockerId | undefined {
  return typeof words === 'string' ? byWords.get(words) : undefined
}
