import type {SourceFile} from '../../walk-tree.ts'
import {readDdl, type TableChange} from '../ddl-tables.ts'
import type {ManifestKind, Tell} from '../manifest-kind.ts'
import {type FileOfChanges, tablesThatRemain} from '../table-history.ts'
import {readXml, type XmlElement} from '../xml-tree.ts'
import {asList, asMap, asText, readYaml, type YamlDocument} from '../yaml-tree.ts'

/** Change logs of Liquibase in XML, YAML and JSON; those in SQL are read as SQL. */
export const liquibase: ManifestKind = {
  id: 'liquibase',
  files: /\.(xml|ya?ml|json)$/i,
  holds: (text) => /(<|:|^|"|\s)databaseChangeLog\b/m.test(text),
  read: (files, tell) => tablesThatRemain(files.map((file) => readLog(file, tell))),
}

const how = 'made by a Liquibase change'

function readLog(file: SourceFile, tell: Tell): FileOfChanges {
  const found = /\.xml$/i.test(file.path) ? ofXml(file, tell) : ofYaml(file, tell)
  const isHidden = ({table, to = ''}: TableChange): boolean => /[${]/.test(`${table}${to}`)
  return {
    file,
    changes: found.filter((change) => !isHidden(change)),
    unresolved: found.filter(isHidden).map(({line}) => line),
    how,
  }
}

function ofXml(file: SourceFile, tell: Tell): readonly TableChange[] {
  const root = readXml(file, tell)
  return root?.name === 'databaseChangeLog' ? root.children.flatMap(changesIn) : []
}

function changesIn(element: XmlElement): readonly TableChange[] {
  if (element.name === 'rollback' || element.name === 'preConditions') return []
  if (element.name === 'sql')
    return readDdl(element.text).changes.map((change) => ({...change, line: element.line + change.line - 1}))
  const change = changeOf(element.name, element.attributes, element.line)
  return change ? [change] : element.children.flatMap(changesIn)
}

function ofYaml(file: SourceFile, tell: Tell): readonly TableChange[] {
  return readYaml(file, tell).flatMap((document) =>
    asList(asMap(document.root).databaseChangeLog)
      .flatMap((one) => asList(asMap(asMap(one).changeSet).changes))
      .flatMap((change) => changesOfMap(document, change)),
  )
}

function changesOfMap(document: YamlDocument, change: unknown): readonly TableChange[] {
  return Object.entries(asMap(change)).flatMap(([name, stated]) => {
    const line = document.lineOf(change, name)
    const sql = name === 'sql' ? (asText(stated) ?? asText(asMap(stated).sql)) : undefined
    if (sql) return readDdl(sql).changes.map((one) => ({...one, line}))
    return changeOf(name, asMap(stated), line) ?? []
  })
}

function changeOf(name: string, fields: Readonly<Record<string, unknown>>, line: number): TableChange | undefined {
  const schema = asText(fields.schemaName)
  const full = (table: unknown): string | undefined => {
    const text = asText(table)
    return text && (schema ? `${schema}.${text}` : text)
  }
  const table = full(name === 'renameTable' ? fields.oldTableName : fields.tableName)
  if (!table) return undefined
  if (name === 'createTable') return {does: 'create', table, line}
  if (name === 'dropTable') return {does: 'drop', table, line}
  const to = full(fields.newTableName)
  return name === 'renameTable' && to ? {does: 'rename', table, to, line} : undefined
}
