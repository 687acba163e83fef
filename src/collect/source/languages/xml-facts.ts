import {child, children, parseXml, type XmlElement} from '../manifests/xml-tree.ts'
import type {Fact} from './fact.ts'
import type {ScannedFile} from './language-scanner.ts'
import {reportFacts} from './oracle-forms/report-facts.ts'
import {oracleForms, readModule} from './oracle-forms/scanner.ts'
import {sqlFact} from './sql-text.ts'

/** Modules of Oracle Forms that have not the name that frmf2xml gives; those that have it are modules of a language. */
const ofForms = /<Module\s[^<>]{0,500}xmlns\.oracle\.com\/Forms/
/** XML in which Java says what its classes do: mappers of MyBatis, mappings of Hibernate, the paths of servlets; and reports of Oracle. */
const ofInterest = /<report\s[^<>]{0,500}\bDTDVersion=|<(?:mapper\s+namespace|sqlMap|web-app|hibernate-mapping)\b/

/** The facts of an XML file; a file that is not sound gives none. */
export function xmlFacts({path, text}: ScannedFile): readonly Fact[] {
  if (!/\.xml$/i.test(path)) return []
  if (!oracleForms.names?.test(path) && ofForms.test(text)) return readModule(text).facts
  if (!ofInterest.test(text)) return []
  try {
    const root = parseXml(text)
    if (root.name === 'web-app') return children(root, 'servlet-mapping').flatMap(servletPaths)
    if (root.name === 'hibernate-mapping') return root.children.flatMap((one) => mappedClass(one, root))
    if (root.name === 'report') return reportFacts(root)
    return root.children.flatMap(statement)
  } catch {
    return []
  }
}

function servletPaths(mapping: XmlElement): readonly Fact[] {
  return children(mapping, 'url-pattern').map(({text, line}) => ({
    is: 'serves',
    method: 'ANY',
    path: {literal: text},
    line,
  }))
}

function mappedClass({name, attributes, line}: XmlElement, root: XmlElement): readonly Fact[] {
  const entity = attributes.name?.replace(/^.*\./, '')
  if (name !== 'class' || !entity) return []
  const schema = attributes.schema ?? root.attributes.schema
  const table = attributes.table ?? entity
  return [{is: 'mapped', entity, table: {literal: schema ? `${schema}.${table}` : table}, line}]
}

function statement(element: XmlElement): readonly Fact[] {
  if (!/^(?:select|insert|update|delete|statement|procedure)$/.test(element.name)) return []
  // What is put in as a value is no part of the SQL; what is put in as text is decided at run time.
  const text = wholeText(element)
    .replace(/#\{[^{}]*\}|#\w+#/g, '?')
    .replace(/\$\{[^{}]*\}|\$\w+\$/g, '{}')
  const fact = sqlFact(text.trim())
  return fact ? [{...fact, line: element.line}] : []
}

/** The text of an element and of all that may be put in under a condition. */
function wholeText(element: XmlElement): string {
  const key = child(element, 'selectKey')
  const inside = element.children.filter((one) => one !== key).map(wholeText)
  return [element.text, ...inside].join(' ')
}
