import {type AssemblerStatement, insideOf, operandParts} from '../assembler-lines.ts'
import type {CobolFactAt} from '../cobol/cics-facts.ts'
import {isLabel, keyword} from './operands.ts'
import {count, type FileUse, type Reading} from './reading.ts'

type Mode = FileUse['mode']

export function dcbAt(reading: Reading, {name, operands, line}: AssemblerStatement): void {
  blockAt(reading, 'DCB', name, operandParts(operands), line)
}

/** Without DDNAME, the name of the block is that of its DD. */
export function acbAt(reading: Reading, {name, operands, line}: AssemblerStatement): void {
  blockAt(reading, 'ACB', name, operandParts(operands), line)
}

function blockAt(reading: Reading, kind: 'DCB' | 'ACB', name: string, parts: readonly string[], line: number): void {
  if (!isLabel(name)) return
  count(reading, kind)
  const said = keyword(parts, 'DDNAME')?.toUpperCase()
  const dd = said ?? (kind === 'ACB' ? name : undefined)
  const form = insideOf(keyword(parts, 'MACRF') ?? '').map((one) => one.toUpperCase())
  reading.blocks.push({
    ...{label: name, kind, line},
    dd: dd !== undefined && /^[A-Z@#$][A-Z0-9@#$]{0,7}$/.test(dd) ? dd : undefined,
    writes: form.includes('OUT'),
  })
}

export function rplAt({requests}: Reading, {name, operands}: AssemblerStatement): void {
  const block = keyword(operandParts(operands), 'ACB')
  if (isLabel(name) && isLabel(block)) requests.set(name, block.toUpperCase())
}

const modes: Readonly<Record<string, Mode>> = {
  INPUT: 'input',
  RDBACK: 'input',
  OUTPUT: 'output',
  OUTIN: 'output',
  OUTINX: 'extend',
  EXTEND: 'extend',
  UPDAT: 'i-o',
  INOUT: 'i-o',
}

/** `OPEN (IN,(INPUT),OUT,(OUTPUT))`; a block without a word is opened for input. */
export function openAt(reading: Reading, {operands, line}: AssemblerStatement): void {
  const [list = ''] = operandParts(operands)
  const parts = insideOf(list)
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1 || !isLabel(part)) continue
    const [word = ''] = insideOf(parts[index + 1] ?? '')
    const mode =
      word === '' ? 'input' : Object.hasOwn(modes, word.toUpperCase()) ? modes[word.toUpperCase()] : undefined
    if (!mode) continue
    count(reading, 'OPEN')
    reading.uses.push({file: part.toUpperCase(), mode, by: 'open', line})
  }
}

/** `GET block,area`, or of VSAM `GET RPL=request`. */
export function exchangeAt(reading: Reading, {operation, operands, line}: AssemblerStatement): void {
  const parts = operandParts(operands)
  const request = keyword(parts, 'RPL')
  const [first] = parts
  const file = request ?? first
  const mode = operation === 'GET' ? 'input' : operation === 'PUT' ? 'output' : 'i-o'
  if (isLabel(file)) reading.uses.push({file: file.toUpperCase(), mode, by: 'use', line})
}

/** `READ block of the event,SF,block of the file`. */
export function recordAt(reading: Reading, {operation, operands, line}: AssemblerStatement): void {
  const file = operandParts(operands)[2]
  if (isLabel(file))
    reading.uses.push({file: file.toUpperCase(), mode: operation === 'READ' ? 'input' : 'output', by: 'use', line})
}

/** The files of a program; without an OPEN that says how, by what is done with them, and else by what VSAM is told. */
export function fileFacts({blocks, uses, requests}: Reading): readonly (CobolFactAt & {is: 'program-file'})[] {
  const byFile = Map.groupBy(uses, ({file}) => requests.get(file) ?? file)
  return blocks.map(({label, kind, dd, writes, line}) => {
    const own = byFile.get(label) ?? []
    const opened = kind === 'DCB' ? own.filter(({by}) => by === 'open') : []
    const done = opened.length > 0 ? opened : own.filter(({by}) => by === 'use')
    const asked: readonly Pick<FileUse, 'mode' | 'line'>[] =
      done.length === 0 && own.length > 0 && kind === 'ACB' ? [{mode: writes ? 'i-o' : 'input', line}] : done
    return {
      is: 'program-file',
      file: label,
      ...(dd !== undefined && {dd}),
      ...(kind === 'ACB' && {organization: 'vsam'}),
      opens: asked.slice(0, mostOpens).map(({mode, line: place}) => ({mode, line: place})),
      at: line,
    }
  })
}

const mostOpens = 100
