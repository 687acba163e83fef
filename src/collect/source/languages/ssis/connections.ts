import {fileSaid, mailSaid} from '../dotnet-types.ts'
import type {FactSaid} from '../library.ts'
import {connectionTold} from '../vb6/libraries.ts'
import {children, type XmlElement} from '../../manifests/xml-tree.ts'
import {projectKey} from '../../settings/shared-connections.ts'
import {type Connection, connectionOf} from './connection-of.ts'
import {said} from './dts-tree.ts'

/** What the connections of a package lead to, by what its tasks name them. */
export interface Connections {
  /** By number, by path (`Package.ConnectionManagers[name]`) or by name. */
  readonly get: (named: string | undefined) => Connection | undefined
}

export function connectionsOf(root: XmlElement): Connections {
  const held = [root, ...children(root, 'ConnectionManagers')]
  const found = new Map<string, Connection>()
  for (const manager of held.flatMap((one) => children(one, 'ConnectionManager'))) {
    const connection = connectionOf(manager)
    const name = said(manager, 'ObjectName') ?? ''
    for (const key of [said(manager, 'DTSID'), said(manager, 'refId'), `Package.ConnectionManagers[${name}]`, name])
      if (key) found.set(key.toLowerCase(), connection)
  }
  return {
    get: (named) =>
      named === undefined || named === '' ? undefined : (found.get(named.toLowerCase()) ?? ofProject(named)),
  }
}

/** `Project.ConnectionManagers[DW]`: a file of the project says where it leads. */
function ofProject(named: string): Connection | undefined {
  const key = /^Project\.ConnectionManagers\[([^\]]{1,200})\]$/.exec(named)?.[1]
  return key === undefined ? undefined : {kind: '', key: projectKey(key)}
}

const ofFiles = /^(?:flatfile|file|multifile|multiflatfile|rawfile)/i

/** What a task that uses a connection calls, and the file that it reads or writes there. */
export function connectionFacts(connection: Connection | undefined, does?: 'reads' | 'writes'): readonly FactSaid[] {
  if (!connection) return []
  const {kind, text, key} = connection
  if (key !== undefined) return [{is: 'database', product: 'sql', connection: {key}}]
  if (/^ftp/i.test(kind)) return [{is: 'file', protocol: 'ftp', server: serverOf(text), ...(does && {does})}]
  if (/^smtp/i.test(kind)) {
    const server = /smtpserver=([^;]+)/i.exec(text ?? '')?.[1]
    return mailSaid(server === undefined ? undefined : {literal: server})
  }
  if (/^http/i.test(kind)) return [{is: 'http', url: text === undefined ? atRun : {literal: text}}]
  if (ofFiles.test(kind)) {
    const file = fileSaid(text === undefined ? undefined : {literal: text}, does)
    return text === undefined ? [{is: 'file', protocol: 'local', path: atRun, ...(does && {does})}] : file ? [file] : []
  }
  if (/^excel/i.test(kind)) return excelFile(text, does)
  return text === undefined ? [{is: 'database', product: 'sql', connection: atRun}] : connectionTold({literal: text})
}

const atRun = {unresolved: 'decided at run time'} as const

function serverOf(text: string | undefined) {
  const server = text?.replace(/:\d+$/, '').trim()
  return server ? {literal: server} : atRun
}

function excelFile(text: string | undefined, does: 'reads' | 'writes' | undefined): readonly FactSaid[] {
  const path = /data source\s*=\s*"?([^;"]+)/i.exec(text ?? '')?.[1]
  const file = path === undefined ? undefined : fileSaid({literal: path.trim()}, does)
  return file ? [file] : []
}

/** Products whose SQL is not that of SQL Server. */
export function isOther({kind, text = ''}: Connection): boolean {
  return /oracle|msdaora|db2|ibmda|mysql|postgres|informix|sybase|teradata/i.test(`${kind} ${text}`)
}

/** Whether what stands for a table is a sheet of a file. */
export function isSheet({kind}: Connection): boolean {
  return /^excel/i.test(kind)
}
