import type {XmlElement} from '../../manifests/xml-tree.ts'
import type {Fact} from '../fact.ts'
import {plsqlTokens} from '../plsql/tokens.ts'
import {unitFacts} from '../plsql/unit-facts.ts'
import {sqlFact} from '../sql-text.ts'
import {plainVerb} from '../vb6/scoped-facts.ts'
import {builtIns} from './libraries.ts'

/** What a report of Oracle Reports asks, and what its triggers and functions do, as XML says it. */
export function reportFacts(root: XmlElement): readonly Fact[] {
  const facts: Fact[] = []
  const open: XmlElement[] = [root]
  for (let element = open.pop(); element; element = open.pop()) {
    for (const one of element.children.toReversed()) open.push(one)
    const {name, text, line} = element
    if (name === 'select') {
      const sql = sqlFact(plainVerb(text))
      if (sql) facts.push({...sql, line})
    } else if (name === 'textSource')
      // Its text begins with the tag.
      facts.push(...unitFacts(plsqlTokens(text), text, builtIns).map((fact) => ({...fact, line: line + fact.line - 1})))
  }
  return facts
}
