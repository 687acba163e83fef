import {connectionAddress, serverAddress} from '../connection-text.ts'
import type {FactSaid} from '../library.ts'

const providers: readonly (readonly [RegExp, string])[] = [
  [/sqlncli|sqloledb|msoledbsql|^sql server$/i, 'mssqlserver'],
  [/oraoledb|msdaora|^oracle$/i, 'oracle-database'],
  [/db2|ibmda/i, 'ibm-db2'],
  [/sybase|asaprov|aseoledb/i, 'sybase-ase'],
  [/mysql/i, 'mysql'],
  [/postgres|pgnp/i, 'postgresql'],
  [/jet\.oledb|ace\.oledb/i, 'microsoft-access'],
]

/** The product behind a provider of OLE DB or what a linked server is said to be; `sql` where that says nothing. */
export function productOfProvider(name: string): string {
  return providers.find(([shows]) => shows.test(name))?.[1] ?? 'sql'
}

export interface LinkedServer {
  readonly name: string
  readonly product: string | undefined
  readonly provider: string | undefined
  readonly source: string | undefined
  readonly catalog: string | undefined
  readonly connection: string | undefined
}

/** A server that is made known by `sp_addlinkedserver`. */
export function linkedServer(said: LinkedServer): {readonly product: string; readonly facts: readonly FactSaid[]} {
  const own = productOfProvider(said.provider ?? '')
  const product = own === 'sql' ? productOfProvider(said.product ?? '') : own
  // `N'SQL Server'` as its product: its name is that of the machine.
  const isByName = /^sql server$/i.test(said.product ?? '') && !said.source
  const protocol = product === 'mssqlserver' ? 'sqlserver' : product === 'oracle-database' ? 'oracle' : product
  const source = isByName ? said.name : said.source
  // A data source of Oracle or ODBC is a name of another file.
  const isMachine = product === 'mssqlserver' || /^[\w.-]+[:/,]/.test(source ?? '')
  const address =
    (source && isMachine ? serverAddress(source.replace(/\/.*$/, ''), protocol, said.catalog) : undefined) ??
    (said.connection ? connectionAddress({literal: said.connection}, protocol) : undefined)
  return {
    product,
    facts: [{is: 'database', product, operation: `linked server ${said.name}`}, ...(address ? [address] : [])],
  }
}
