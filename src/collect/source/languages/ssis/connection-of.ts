import {child, type XmlElement} from '../../manifests/xml-tree.ts'
import {attribute, expressions, said} from './dts-tree.ts'

/** Where a connection manager leads. */
export interface Connection {
  /** `OLEDB`, `FLATFILE`, `FTP`; of one that the package has not itself, nothing. */
  readonly kind: string
  /** Left out where only a run decides. */
  readonly text?: string
  /** The key under which a file of the project gives it. */
  readonly key?: string
}

/** Whatever of it an expression gives, the machine or the file is another when the package runs. */
const ofPlace = ['ConnectionString', 'ServerName', 'InitialCatalog', 'DataSource', 'ExcelFilePath', 'ServerURL']

export function connectionOf(manager: XmlElement): Connection {
  const kind = said(manager, 'CreationName') ?? ''
  const text = ofPlace.some((one) => expressions(manager).has(one)) ? undefined : stringOf(manager)
  return {kind, ...(text !== undefined && {text})}
}

function stringOf(manager: XmlElement): string | undefined {
  const [held] = child(manager, 'ObjectData')?.children ?? []
  const places = [held, ...(held?.children ?? [])].flatMap((one) => [
    said(one, 'ConnectionString'),
    ...['ConnectionString', 'ServerURL', 'ServerName'].map((name) => attribute(one, name)),
  ])
  return places.find((one) => one !== undefined && one !== '')
}
