import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import {memberName} from '../members.ts'
import {commandFacts} from '../rexx/commands.ts'
import {commandsIn} from './commands.ts'
import {statementsIn} from './statements.ts'

/** Command lists of TSO, the older of its two languages: each file is a program that is named as its member. */
export const clist: LanguageScanner = {
  id: 'clist',
  name: 'CLIST',
  extensions: ['clist'],
  read: readClist,
  link: () => [],
}

function readClist({path, text}: ScannedFile): FileFacts {
  const statements = statementsIn(text)
  if (statements.length === 0 || text.trim() === '') return {imports: [], declares: [], facts: []}
  const {commands, queued, decisions} = commandsIn(statements)
  if (commands.length === 0 && queued.length === 0 && !statements.some(({text}) => isWord.test(text)))
    return {imports: [], declares: [], facts: []}
  const read = commandFacts({commands, queued, textOfVariable: () => ''}, (line) => line)
  const name = memberName(path)
  const facts = read.facts.map(asOpened)
  const program: Fact = {
    ...{is: 'program', name, language: 'CLIST', line: 1, until: text.split('\n').length},
    ...{codeLines: statements.length, decisions},
    statements: Object.fromEntries(
      [...read.counts]
        .map(([what, count]) => [what === 'EXECIO' ? 'OPENFILE' : what, count] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  }
  return {imports: [], declares: [name], facts: factsInOrder([program, ...facts, ...openCalls(commands)])}
}

const isWord = /^(?:PROC\s+\d|CONTROL\b|SET\s|WRITE\b|IF\s)/i

/** Files are opened by a statement of the language, which commands of REXX stand for here. */
function asOpened(fact: Fact): Fact {
  return fact.is === 'dataset' ? {...fact, how: fact.how.replace('EXECIO of', 'OPENFILE of')} : fact
}

/** `CALL '&LIB(&PGM)'`: a program that only a run decides. */
function openCalls(commands: ReturnType<typeof commandsIn>['commands']): readonly Fact[] {
  return commands.flatMap(({text, at}): readonly Fact[] => {
    const [, verb = '', rest = ''] = /^(CALL|EX|EXEC|%?&[\w.]+)\s*([\s\S]*)$/i.exec(text) ?? []
    if (verb === '') return []
    const member = /^['"]?[^'"()\s]*\(([^()]*)\)/.exec(rest)?.[1]
    const item = verb.includes('&') ? verb : (member ?? (/^['"]?&/.test(rest) ? rest : undefined))
    const name = /&[\w@#$]+/.exec(item ?? '')?.[0]
    const how = verb.includes('&') ? 'TSO command' : /^CALL$/i.test(verb) ? 'TSO CALL' : 'TSO EXEC'
    return name === undefined ? [] : [{is: 'call', to: 'program', how, target: {item: name.toUpperCase()}, line: at}]
  })
}
