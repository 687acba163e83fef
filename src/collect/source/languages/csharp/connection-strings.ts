import type {Node} from 'web-tree-sitter'
import {isMachine} from '../../machine-names.ts'
import {connectionSaid} from '../dotnet-types.ts'
import type {Fact, Value} from '../fact.ts'
import type {FactMaker, FactSaid} from '../library.ts'
import {csharpSyntax} from './syntax.ts'

/** What a text between quotes is in examples, for a reader to put a machine's own name there. */
const placeholder =
  /^(?:(?:your|my|some)[-_]?(?:own|sql|db|database)?[-_]?(?:server|host|machine|domain|company|instance)\w*(?:[-_.].*)?|(?:server|host|machine)[-_]?(?:name|address)|server|host)$/i

/** Products whose source is a file, which has the form of a machine's name. */
const inFiles: ReadonlySet<string> = new Set(['sqlite', 'microsoft-access'])

const fileSource = /(?:data source|dbq)\s*=\s*"?[^;"]+\.(?:mdb|mde|accdb|dbf|xlsx?|txt|csv|db|sdf|sqlite)\s*(?:[;"]|$)/i

/** The database of a connection string and the machine that it names, without its user and password. */
export function connectionTold(product: string, connection: Value | undefined): readonly FactSaid[] {
  const said = connectionSaid(product, connection)
  const text = connection && 'literal' in connection ? connection.literal : ''
  const isInFile = fileSource.test(text) || said.some((fact) => fact.is === 'database' && inFiles.has(fact.product))
  return said.filter((fact) => fact.is !== 'address' || (!isInFile && leadsTo(fact)))
}

/** Oracle's clients look a bare name up in a file of names: it is no machine. */
function leadsTo({host, protocol, port}: Extract<FactSaid, {is: 'address'}>): boolean {
  const isAlias = protocol === 'oracle' && port === undefined && !host.includes('.')
  return !isAlias && !placeholder.test(host) && isMachine(host)
}

/** `connection.ConnectionString = text`; what is only read says nothing. */
export const connectionSet =
  (product: string): FactMaker =>
  (site) =>
    site.argumentCount > 0 ? connectionTold(product, site.argument(0)) : undefined

const inLiteral = /"[^"\n]{0,500}?\b(?:server|data source|host)\s{0,4}=[^"\n]{1,500};/gi

/** Whether a text may hold a connection string. */
export function holdsConnection(text: string): boolean {
  return text.search(inLiteral) >= 0
}

/** Fields and properties that hold a connection string which other files may use; what this file opens is told there. */
export function connectionsHeld(text: string, root: Node, told: readonly Fact[]): readonly Fact[] {
  const known = new Set(told.flatMap((fact) => (fact.is === 'address' ? [fact.host] : [])))
  return [...text.matchAll(inLiteral)].flatMap(({index}): readonly Fact[] => {
    const at = root.descendantForIndex(index + 1)
    const string = at && !csharpSyntax.strings.has(at.type) ? at.parent : at
    if (!string || !csharpSyntax.strings.has(string.type)) return []
    const whole = csharpSyntax.wholeText(string)
    if (!isHeld(whole)) return []
    const literal = csharpSyntax.partsOf(whole).map((part) => ('text' in part ? part.text : '{}'))
    const said = connectionTold('sql', {literal: literal.join('')})
    return said.flatMap((fact) =>
      fact.is === 'address' && !known.has(fact.host)
        ? [{...fact, standing: 'connection', line: string.startPosition.row + 1}]
        : [],
    )
  })
}

function isHeld({parent}: Node): boolean {
  const declaration =
    parent?.type === 'equals_value_clause' || parent?.type === 'arrow_expression_clause' ? parent.parent : parent
  if (declaration?.type === 'property_declaration') return true
  return declaration?.type === 'variable_declarator' && declaration.parent?.parent?.type === 'field_declaration'
}
