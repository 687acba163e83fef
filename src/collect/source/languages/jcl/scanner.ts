import {definitionsIn} from '../csd/definitions.ts'
import type {Fact, FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {Control, JclStatement} from '../definition-fact.ts'
import {type CardRead, cardsOf, operandsByKey} from './card-lines.ts'
import {controlOf, naturalPrograms} from './control.ts'
import {linkJcl} from './imports.ts'
import {keptOperands, symbolNames} from './libraries.ts'

/** Jobs, procedures, groups that are included, and members of control statements. */
export const jcl: LanguageScanner = {
  id: 'jcl',
  name: 'JCL',
  extensions: ['jcl', 'proc', 'cntl'],
  read: readJcl,
  link: linkJcl,
}

type Operation = JclStatement['operation']
const operations: ReadonlySet<string> = new Set<Operation>([
  'JOB',
  'PROC',
  'PEND',
  'EXEC',
  'DD',
  'SET',
  'INCLUDE',
  'JCLLIB',
  'IF',
  'ELSE',
  'ENDIF',
])
const isJcl = /^\/\/[^*\s]*\s+(?:JOB|PROC|PEND|EXEC|DD|SET|INCLUDE|JCLLIB)\b/m
/** DDs in which Natural finds its commands. */
const naturalStream = /^(?:CMSYNIN|CMPRMIN)$/
const mostStatements = 20_000

function readJcl({text}: ScannedFile): FileFacts {
  if (!isJcl.test(text)) return controlMember(text)
  const statements: JclStatement[] = []
  const definitions: Fact[] = []
  let program: string | undefined
  for (const card of cardsOf(text)) {
    if (statements.length >= mostStatements) break
    if ('stream' in card) {
      definitions.push(...definitionsIn(card.stream, card.line))
      const last = statements.at(-1)
      const control = naturalStream.test(last?.name ?? '')
        ? naturalPrograms(card.stream, card.line)
        : controlOf(card.stream, card.line, program)
      if (last && control.length > 0) statements[statements.length - 1] = {...last, control}
      continue
    }
    const read = statementOf(card)
    if (!read) continue
    if (read.operation === 'EXEC') program = read.given.PGM
    statements.push(read)
  }
  const imports = statements.flatMap(({operation, given, line}) => {
    const member =
      operation === 'INCLUDE'
        ? given.MEMBER
        : operation === 'EXEC' && !given.PGM
          ? (given.PROC ?? given[''])
          : undefined
    return member !== undefined && /^[A-Z@#$][A-Z0-9@#$]{0,7}$/i.test(member)
      ? [{specifier: member.toUpperCase(), line}]
      : []
  })
  return {
    imports,
    declares: statements.flatMap(({operation, name}) => (/^(?:JOB|PROC)$/.test(operation) && name ? [name] : [])),
    facts: [{is: 'jcl', line: 1, statements}, ...definitions],
  }
}

/** A member that JCL gives to a utility. */
function controlMember(text: string): FileFacts {
  const lines = text.slice(0, 500_000).split('\n')
  const control: readonly Control[] = controlOf(
    lines.map((line) => (line.length > 72 ? line.slice(0, 72) : line)),
    1,
    undefined,
  )
  return {imports: [], declares: [], facts: control.length > 0 ? [{is: 'jcl', line: 1, statements: [], control}] : []}
}

function statementOf({name, operation, operands, line}: CardRead): JclStatement | undefined {
  if (!operations.has(operation)) return undefined
  const kind = operation as Operation // it is one of them
  if (kind === 'IF' || kind === 'ELSE' || kind === 'ENDIF') return {name, operation: kind, given: {}, line}
  const given = operandsByKey(operands)
  const keep = kind === 'SET' || kind === 'PROC' || (kind === 'EXEC' && !given.PGM) ? symbolNames : keptOperands
  return {
    name,
    operation: kind,
    given: Object.fromEntries(
      Object.entries(given).flatMap(([key, value]) =>
        keep(kind, key) && !isSecret(key) ? [[key, value.slice(0, 2000)]] : [],
      ),
    ),
    line,
  }
}

function isSecret(key: string): boolean {
  return /^(?:USER|PASSWORD|GROUP|SECLABEL|NOTIFY)$|PASSW|PWD|SECRET/i.test(key)
}
