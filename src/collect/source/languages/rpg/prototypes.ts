import type {Named} from '../mainframe-fact.ts'
import {objectName} from './file-facts.ts'
import {literalOf, plainItem} from './operands.ts'
import type {Declaration, RpgSource} from './reading.ts'

/** What a prototype leads to. */
export interface Prototype {
  /** A program, as a literal or an item. */
  readonly program?: Named
  /** A procedure that is bound with the program. */
  readonly procedure?: string
}

/** The prototypes of a source, by name; those of its own procedures lead nowhere. */
export function prototypesOf({declarations}: RpgSource): ReadonlyMap<string, Prototype> {
  const own = new Set(declarations.flatMap(({kind, name}) => (kind === 'procedure' ? [name] : [])))
  return new Map(
    declarations.flatMap((declaration) =>
      declaration.kind === 'prototype' && !own.has(declaration.name)
        ? [[declaration.name, prototypeOf(declaration)] as const]
        : [],
    ),
  )
}

function prototypeOf({name, keywords}: Declaration): Prototype {
  const program = /\bEXTPGM\b(?:\s*\(([^)]*)\))?/i.exec(keywords)
  if (program) return {program: nameOf(program[1], name)}
  const procedure = /\bEXTPROC\b(?:\s*\(([^)]*)\))?/i.exec(keywords)
  if (!procedure) return {procedure: name}
  if (/^\s*\*JAVA\b/i.test(procedure[1] ?? '')) return {procedure: javaMethod(procedure[1] ?? '')}
  // `*CL : 'NAME'` says how parameters are passed.
  const written = (procedure[1] ?? '').split(':').at(-1)?.trim() ?? ''
  if (/^\*(?:CL|CWIDEN|CNOWIDEN|DCLCASE)?$/i.test(written) || written === '') return {procedure: name}
  const literal = literalOf(written)
  return literal === undefined ? {program: {item: plainItem(written)}} : {procedure: literal}
}

/** `*JAVA : 'class' : 'method'`, or the class alone where it is a constructor. */
function javaMethod(written: string): string {
  return written
    .split(':')
    .flatMap((part) => literalOf(part.trim()) ?? [])
    .join('.')
}

function nameOf(written: string | undefined, name: string): Named {
  const text = written?.trim() ?? ''
  if (text === '') return {literal: name}
  const literal = literalOf(text)
  return literal === undefined ? {item: plainItem(text)} : {literal: objectName(literal)}
}
