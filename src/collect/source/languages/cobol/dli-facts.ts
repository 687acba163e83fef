import type {Named} from '../mainframe-fact.ts'
import type {CobolFactAt} from './cics-facts.ts'
import {identifierAt} from './identifiers.ts'
import {dliPrograms} from './libraries.ts'
import type {Statements} from './statement-reading.ts'

/** Calls of IMS, by EXEC DLI and by CALL. */
export function dliFacts({dli, calls}: Pick<Statements, 'dli' | 'calls'>): readonly CobolFactAt[] {
  return [
    ...dli.map((command): CobolFactAt => {
      const [operation = '', second] = command.words
      const psb = scheduledPsb(command.inside.get('PSB') ?? [])
      const segments = segmentsOf(command)
      return {
        is: 'dli',
        operation: {literal: operation === 'GET' && second ? second : operation},
        ...(psb && {psb}),
        ...(segments.length > 0 && {segments}),
        at: command.at,
      }
    }),
    ...calls.flatMap(({target, using, at}): readonly CobolFactAt[] => {
      if (!dliPrograms.has(target.literal?.toUpperCase() ?? '')) return []
      // The count of the parameters may stand first.
      const place = using.findIndex(({literal, item}) => literal !== undefined || !/COUNT|PARM-?C/.test(item ?? ''))
      const pcb = using[place + 1]?.item
      const behind = using[place + 3]
      return [
        {
          ...{is: 'dli' as const, operation: using[place] ?? {}},
          ...(pcb !== undefined && {pcb}),
          ...(behind && (behind.item ?? behind.literal) !== undefined && {behind}),
          at,
        },
      ]
    }),
  ]
}

/** `PSB(NAME)` is a literal without quotes, `PSB((ITEM))` a data item. */
function scheduledPsb(tokens: Parameters<typeof identifierAt>[0]): Named | undefined {
  const [first, second] = tokens
  if (first?.kind === 'word') return {literal: first.text}
  if (first?.text === '(' && second?.kind === 'word') return identifierAt(tokens, 1).named
  return undefined
}

/** The segments that a command names; one in brackets of its own is an item, and is not followed. */
function segmentsOf({inside}: Statements['dli'][number]): readonly string[] {
  const [first] = inside.get('SEGMENT') ?? []
  return first?.kind === 'word' ? [first.text] : []
}
