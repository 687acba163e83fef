import type {Fact} from '../languages/fact.ts'
import type {TreePlace} from './expanded-job.ts'
import type {ProgramPart} from './mainframe-parts.ts'

/** The places of what a program does: where it takes in a member that does it, that one too. */
export function placesOf(part: ProgramPart, fact: Fact): readonly TreePlace[] {
  if (!('in' in fact) || fact.in === undefined) return [{path: part.path, line: fact.line}]
  return [
    {path: part.path, line: fact.via ?? 1},
    {path: fact.in, line: fact.line},
  ]
}
