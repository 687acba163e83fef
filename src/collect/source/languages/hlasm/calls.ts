import {type AssemblerStatement, insideOf, operandParts} from '../assembler-lines.ts'
import type {Named} from '../mainframe-fact.ts'
import {programMacros} from './libraries.ts'
import {isLabel, keyword, literalOf, namedOf} from './operands.ts'
import {count, type Reading} from './reading.ts'

/** `CALL name,(arguments),VL`; the address may stand in a register. */
export function callAt(reading: Reading, {operands, line}: AssemblerStatement): void {
  const [target = '', given = ''] = operandParts(operands)
  const named: Named | undefined = isLabel(target) ? {literal: target.toUpperCase()} : namedOf(target)
  if (!named) return
  count(reading, 'CALL')
  const using = given.startsWith('(') ? insideOf(given).map((one) => namedOf(one) ?? {}) : []
  reading.calls.push({how: 'CALL', target: named, using, at: line})
}

/** `LINK EP=name`, or the field that holds the name by `EPLOC=`. */
export function programMacroAt(reading: Reading, {operation, operands, line}: AssemblerStatement): void {
  const parts = operandParts(operands)
  const how = programMacros.get(operation) ?? operation
  const entry = keyword(parts, how.startsWith('CEE') ? 'NAME' : 'EP')
  const place = keyword(parts, 'EPLOC') ?? keyword(parts, 'DE') ?? keyword(parts, 'NAMEADDR')
  let target: Named | undefined
  if (entry !== undefined) target = isLabel(entry) ? {literal: entry.toUpperCase()} : undefined
  else if (place !== undefined)
    target = literalOf(place) === undefined ? namedOf(place) : {literal: literalOf(place) ?? ''}
  if (!target) return
  count(reading, how)
  reading.calls.push({how, target, using: [], at: line})
}

/** CICS before it had EXEC. */
export function dfhpcAt(reading: Reading, {operands, line}: AssemblerStatement): void {
  const parts = operandParts(operands)
  const program = keyword(parts, 'PROGRAM')
  const [type = ''] = insideOf(keyword(parts, 'TYPE') ?? '')
  if (!isLabel(program) || !/^(?:LINK|XCTL|LOAD)$/i.test(type)) return
  count(reading, 'DFHPC')
  reading.calls.push({
    how: `DFHPC ${type.toUpperCase()}`,
    target: {literal: program.toUpperCase()},
    using: [],
    at: line,
  })
}
