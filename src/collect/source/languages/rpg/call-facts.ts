import {commandFacts} from '../cl/command-facts.ts'
import type {Fact} from '../fact.ts'
import type {MessageQueueUse, Named, ProgramCall} from '../mainframe-fact.ts'
import {boundMark, prototypeItem} from '../prototype-names.ts'
import {objectName} from './file-facts.ts'
import {commandPrograms, dataQueuePrograms} from './libraries.ts'
import {argumentsAt, operandOf, plainItem} from './operands.ts'
import type {Prototype} from './prototypes.ts'
import type {Calculation, RpgSource} from './reading.ts'

interface Calling {
  readonly prototypes: ReadonlyMap<string, Prototype>
  /** Names that are followed by brackets and are no calls: arrays, and procedures of the source itself. */
  readonly declared: ReadonlySet<string>
  readonly hasCopies: boolean
  readonly textOf: (item: string) => string | undefined
}

/** Calls of programs and of bound procedures, and what calls of the system's own programs do. */
export function callFacts(source: RpgSource, calling: Calling): readonly Fact[] {
  const {calculations} = source
  return calculations.flatMap((calculation, at): readonly Fact[] => {
    const {operation, factor2, line} = calculation
    if (operation === 'CALL' || operation === 'CALLB') {
      const named = fixedName(factor2)
      return programCall(operation, named, parametersBehind(calculations, at), line, calling)
    }
    // Most of what is calculated has no brackets.
    const bare = operation === 'CALLP' ? /^\s*([A-Za-z@#$£§À-ÿ_][\w@#$£§À-ÿ]*)\s*$/.exec(factor2)?.[1] : undefined
    if (bare !== undefined) return prototypeCall(bare.toUpperCase(), [], line, calling)
    return /^(?:EVAL|EVALR|CALLP|IF|ELSEIF|DOW|DOU|WHEN|FOR|RETURN|DSPLY|SND-MSG|MONITOR|CHAIN|READE|WRITE)$/.test(
      operation,
    ) && factor2.includes('(')
      ? callsIn(factor2, line, calling)
      : []
  })
}

function fixedName(written: string): Named {
  const named = operandOf(written)
  return named.literal === undefined ? {item: plainItem(written)} : {literal: objectName(named.literal)}
}

/** The PARMs that follow a CALL in columns, as what is passed in each. */
function parametersBehind(calculations: readonly Calculation[], at: number): readonly string[] {
  const found: string[] = []
  for (let next = at + 1; next < calculations.length && found.length < 20; next += 1) {
    const {operation, factor2, result} = calculations[next] ?? {operation: ''}
    if (operation !== 'PARM') break
    found.push(factor2 || result || '')
  }
  return found
}

const names = /'[^']*(?:''[^']*)*'?|([A-Za-z@#$£§À-ÿ_%][\w@#$£§À-ÿ]*)(?=\s*\()/g
const mostCalls = 60

function callsIn(text: string, line: number, calling: Calling): readonly Fact[] {
  const found: Fact[] = []
  for (const {0: all, 1: written, index} of text.matchAll(names)) {
    if (written === undefined || written.startsWith('%') || text[index - 1] === '.' || text[index - 1] === '*') continue
    if (found.length > mostCalls) break
    const open = text.indexOf('(', index + all.length)
    found.push(...prototypeCall(written.toUpperCase(), argumentsAt(text, open), line, calling))
  }
  return found
}

/** Words that stand before brackets and are no names. */
const notCalled = /^(?:PARM|AND|OR|NOT|IN|TO|BY|DOWNTO|RETURN|IF)$/

function prototypeCall(name: string, parameters: readonly string[], line: number, calling: Calling): readonly Fact[] {
  const {prototypes, declared, hasCopies} = calling
  const prototype = prototypes.get(name)
  if (prototype?.program) return programCall('CALLP', prototype.program, parameters, line, calling)
  if (prototype?.procedure !== undefined)
    return [{is: 'call', to: 'program', how: 'CALLP', target: {literal: boundMark + prototype.procedure}, line}]
  if (declared.has(name) || !hasCopies || notCalled.test(name)) return []
  const call: ProgramCall = {is: 'call', to: 'program', how: 'CALLP', target: {item: prototypeItem + name}, line}
  const does = Object.hasOwn(dataQueuePrograms, name) ? dataQueuePrograms[name] : undefined
  if (does) return [call, queueUse(name, does, parameters, line)]
  return [call, ...(commandPrograms.has(name) ? commandsRun(parameters[0], line, calling) : [])]
}

function programCall(
  how: string,
  target: Named,
  parameters: readonly string[],
  line: number,
  calling: Calling,
): readonly Fact[] {
  const call: ProgramCall = {is: 'call', to: 'program', how, target, line}
  const program = target.literal ?? ''
  const does = Object.hasOwn(dataQueuePrograms, program) ? dataQueuePrograms[program] : undefined
  if (does) return [call, queueUse(program, does, parameters, line)]
  if (commandPrograms.has(program)) return [call, ...commandsRun(parameters[0], line, calling)]
  return [call]
}

function queueUse(
  operation: string,
  does: 'sends' | 'receives',
  [first = '']: readonly string[],
  line: number,
): MessageQueueUse {
  const named = operandOf(first)
  const queue = named.literal === undefined ? {item: plainItem(first)} : {literal: objectName(named.literal)}
  return {is: 'mq', product: 'ibm-i-data-queue', operation, does, queue, line}
}

/** What a command does that a program runs by its text; one that is put together is decided at run time. */
export function commandsRun(
  written: string | undefined,
  line: number,
  {textOf}: Pick<Calling, 'textOf'>,
): readonly Fact[] {
  if (written === undefined) return []
  const named = operandOf(written)
  const text = named.literal ?? textOf(plainItem(named.item ?? ''))
  if (text !== undefined) return commandFacts(text, line)
  // The text before what is put together behind it may name the command, and the program that it calls.
  const beginning = /^'([^']*(?:''[^']*)*)'\s*\+/.exec(written.trim())?.[1]?.replaceAll("''", "'")
  if (beginning !== undefined && /^\s*CALL\s+(?:PGM\s*\(\s*)?[\w@#$£§À-ÿ/*]+\)?\s/i.test(beginning))
    return commandFacts(beginning, line).filter(({is}) => is === 'call')
  if (beginning !== undefined && !/^\s*(?:$|CALL|SBMJOB|ADDJOBSCDE)/i.test(beginning)) return []
  return [
    {is: 'call', to: 'program', how: 'QCMDEXC', target: {item: plainItem(written).slice(0, 30) || 'COMMAND'}, line},
  ]
}
