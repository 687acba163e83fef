import {operandParts} from '../assembler-lines.ts'
import type {Named} from '../mainframe-fact.ts'

const label = /^[A-Z@#$_][\w@#$]{0,62}$/i

/** Whether an operand is a name; one with `&` is put together by a macro. */
export function isLabel(text: string | undefined): text is string {
  return text !== undefined && label.test(text)
}

/** `=CL8'NAME'`, `=C'NAME'`: what stands between the quotes. */
export function literalOf(operand: string): string | undefined {
  const text = /^=(?:\d*)C(?:L\d+)?'((?:[^']|'')*)'$/i.exec(operand)?.[1]
  return text?.replaceAll("''", "'").trim()
}

/** What an operand names: a literal, the label of a field, or a register. */
export function namedOf(operand: string): Named | undefined {
  const literal = literalOf(operand)
  if (literal !== undefined) return {literal}
  if (operand.includes('&') || operand === '') return undefined
  const field = /^([A-Z@#$_][\w@#$]*)(?:[(+-].*)?$/i.exec(operand)?.[1]
  return {item: (field ?? operand).toUpperCase()}
}

/** The value of a keyword as it is written, brackets included. */
export function keyword(parts: readonly string[], name: string): string | undefined {
  const start = `${name}=`
  const part = parts.find((one) => one.length > start.length && one.slice(0, start.length).toUpperCase() === start)
  return part?.slice(start.length)
}

/** Names of external symbols in `V(...)` constants, of DC and of literals. */
export function addressConstants(operands: string): readonly string[] {
  if (!operands.includes('V(') && !operands.includes('VL') && !operands.includes('v(')) return []
  const found: string[] = []
  for (const [, , inside = ''] of operands.matchAll(/(^|[=,\d])V(?:L\d)?\(([^()']*)\)/gi))
    for (const name of operandParts(inside)) if (isLabel(name)) found.push(name.toUpperCase())
  return found
}
