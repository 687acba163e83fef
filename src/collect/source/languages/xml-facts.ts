import {child, children, parseXml, textOf, type XmlElement} from '../manifests/xml-tree.ts'
import type {Fact} from './fact.ts'
import type {ScannedFile} from './language-scanner.ts'
import {reportFacts} from './oracle-forms/report-facts.ts'
import {oracleForms, readModule} from './oracle-forms/scanner.ts'
import {sqlFact} from './sql-text.ts'

/** Modules of Oracle Forms that have not the name that frmf2xml gives; those that have it are modules of a language. */
const ofForms = /<Module\s[^<>]{0,500}xmlns\.oracle\.com\/Forms/
/** XML in which Java says what its classes do: mappers of MyBatis, mappings of Hibernate, the paths of servlets; and reports of Oracle. */
const ofInterest =
  /<report\s[^<>]{0,500}\bDTDVersion=|<(?:mapper\s+namespace|sqlMap|web-app|hibernate-mapping|jboss-web|weblogic-web-app|glassfish-web-app|sun-web-app|web-ext)\b/

/** The facts of an XML file; a file that is not sound gives none. */
export function xmlFacts({path, text}: ScannedFile): readonly Fact[] {
  if (!/\.xml$/i.test(path)) return []
  if (!oracleForms.names?.test(path) && ofForms.test(text)) return readModule(text).facts
  if (!ofInterest.test(text)) return []
  try {
    const root = parseXml(text)
    if (root.name === 'web-app') return webFacts(root)
    if (contextRoots.has(root.name)) return contextRoot(root)
    if (root.name === 'hibernate-mapping') return root.children.flatMap((one) => mappedClass(one, root))
    if (root.name === 'report') return reportFacts(root)
    return root.children.flatMap(statement)
  } catch {
    return []
  }
}

function webFacts(root: XmlElement): readonly Fact[] {
  const frameworks = new Map(
    children(root, 'servlet').flatMap((servlet) => {
      const [name, type] = [textOf(servlet, 'servlet-name'), textOf(servlet, 'servlet-class') ?? '']
      const by = /\bDispatcherServlet$/.test(type) ? 'spring' : ofResources.test(type) ? 'jax-rs' : undefined
      return name && by ? [[name, by] as const] : []
    }),
  )
  return children(root, 'servlet-mapping').flatMap((mapping) => {
    const name = textOf(mapping, 'servlet-name') ?? ''
    const by = frameworks.get(name) ?? (ofApplication.test(name) ? 'jax-rs' : undefined)
    return servletPaths(mapping, by)
  })
}

const ofResources = /\.(?:ServletContainer|HttpServletDispatcher|HttpServlet30Dispatcher|CXFNonSpringJaxrsServlet)$/
const ofApplication = /^(?:javax|jakarta)\.ws\.rs\.core\.Application$/

/** A servlet of a framework takes what is below it, and hands on what stands behind. */
function servletPaths(mapping: XmlElement, by: 'spring' | 'jax-rs' | undefined): readonly Fact[] {
  return children(mapping, 'url-pattern').flatMap(({text, line}): readonly Fact[] => [
    {is: 'serves', method: 'ANY', path: {literal: text}, by: 'servlet', line},
    ...(by && /^\/.*\/\*$/.test(text)
      ? [{is: 'root' as const, by, path: {literal: text.replace(/\/\*$/, '')}, line}]
      : []),
  ])
}

/** Where servers say under which path they put an application. */
const contextRoots = new Set(['jboss-web', 'weblogic-web-app', 'glassfish-web-app', 'sun-web-app', 'web-ext'])

function contextRoot(root: XmlElement): readonly Fact[] {
  const said = child(root, 'context-root')
  const path = said?.attributes.uri ?? said?.text.trim()
  return said && path ? [{is: 'root', by: 'any', path: {literal: `/${path.replace(/^\/+/, '')}`}, line: said.line}] : []
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
