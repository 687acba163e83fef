import type {Fact} from '../../languages/fact.ts'
import {memberName} from '../../languages/members.ts'
import {roleOf} from '../../languages.ts'
import type {TreePlace} from '../../mainframe/expanded-job.ts'
import {namesOf} from '../../mainframe/follow-names.ts'
import {type BlockerRule, files} from '../blocker-rule.ts'
import type {TreeTold} from '../tree-told.ts'

/** Sections of code of IBM's assemblers; those of other processors have none of these. */
export const assembler: BlockerRule = {
  id: 'assembler',
  patterns: [
    {
      files: files.assembler,
      finds: /^[A-Z@#$_][\w@#$]{0,62}[ \t]+(?:(?:CSECT|RSECT|DFHEIENT)(?!\S)|START[ \t]+(?:0|X'[0-9A-F]+')(?!\S))/gim,
      isCode: true,
    },
  ],
  ofTree: callsOfAssembler,
}

/** Who gives control to a program whose source in the tree is one of assembler. */
function callsOfAssembler({files: seen, facts, programs, jobs}: TreeTold): readonly TreePlace[] {
  const sources = new Set(
    seen.flatMap(({path}) =>
      files.assembler.test(path) && roleOf(path) === 'production'
        ? [memberName(path), ...(facts.get(path) ?? []).flatMap(nameOfProgram)]
        : [],
    ),
  )
  if (sources.size === 0) return []
  // A program that the tree has in another language as well is that one.
  const isAssembler = (name: string): boolean =>
    sources.has(name.toUpperCase()) &&
    !programs.some(({path, program}) => program.name === name.toUpperCase() && !files.assembler.test(path))
  const called = programs.flatMap(({path, facts: own}) =>
    own.flatMap((fact) =>
      fact.is === 'call' && fact.to === 'program' && namesOf(fact.target).some(isAssembler)
        ? [{path: fact.in ?? path, line: fact.line}]
        : [],
    ),
  )
  const run = jobs.flatMap(({steps}) =>
    steps.flatMap(({program, runs, places}) => [
      ...(program !== undefined && isAssembler(program) ? places.slice(-1) : []),
      ...runs.flatMap((one) => (isAssembler(one.program) ? [one.place] : [])),
    ]),
  )
  return [...called, ...run]
}

function nameOfProgram(fact: Fact): readonly string[] {
  return fact.is === 'program' ? [fact.name.toUpperCase()] : []
}
