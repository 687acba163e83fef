import {textStanding} from '../../name-before.ts'
import {addressesIn} from '../../addresses-in-text.ts'
import type {Fact, FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import {linkScripts} from './imports.ts'
import {lineOf} from '../line-of.ts'
import type {PartSeen} from '../part-fact.ts'
import {isVersion} from '../version-of-schema.ts'
import {readScript, type ScriptRead} from './read-script.ts'
import {tsqlTokens} from './tokens.ts'

/** No sound grammar of T-SQL is to be had: scripts of SQL Server and Sybase are read by tokens. */
export const tsql: LanguageScanner = {
  id: 'tsql',
  name: 'T-SQL',
  extensions: ['tsql'],
  read: readFile,
  link: linkScripts,
}

function readFile({path, text}: ScannedFile): FileFacts {
  const tokens = tsqlTokens(text)
  const script = readScript(tokens)
  const lineAt = lineOf(text)
  const parts = [...routinesOf(script, lineAt), ...jobsOf(script, lineAt)]
  const said = script.found.map(({said, at}) => ({...said, line: lineAt(at)}) as Fact) // the line is all that a said fact lacks
  const addresses = tokens.tokens
    .filter(({kind, text: own}) => kind === 'text' && own.includes('://'))
    .flatMap(({text: own, at}) =>
      addressesIn(own).map((address): Fact => ({
        is: 'address',
        ...address,
        standing: textStanding(own, text, at, address.protocol),
        line: lineAt(at),
      })),
    )
  // Each version of a routine stands in a file of its own: what an earlier one did says nothing of today.
  const facts: readonly Fact[] = isVersion(path) ? [] : [...said, ...addresses]
  return {
    imports: tokens.commands.flatMap(({text: command, at}) => {
      const [, specifier] = /^:r\s+"?([^"]+?)"?\s*$/i.exec(command) ?? []
      return specifier ? [{specifier: specifier.replaceAll('\\', '/'), line: lineAt(at)}] : []
    }),
    declares: [...new Set(script.routines.map(({name}) => plainRoutine(name)))],
    uses: usesOf(facts),
    facts: [...unique(facts), ...(isVersion(path) ? [] : parts)].toSorted((a, b) => a.line - b.line),
  }
}

function unique(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()]
}

function routinesOf({routines, dynamic}: ScriptRead, lineAt: (at: number) => number): readonly PartSeen[] {
  return routines.map(({kind, name, at, until}) => {
    const open = dynamic.filter((one) => at <= one && one < until).map(lineAt)
    return {
      ...{is: 'part', kind, name, language: 'T-SQL', line: lineAt(at), until: lineAt(Math.max(at, until - 1))},
      ...(open.length > 0 && {dynamicSql: [...new Set(open)]}),
    }
  })
}

function jobsOf({jobs}: ScriptRead, lineAt: (at: number) => number): readonly PartSeen[] {
  return jobs.flatMap(({name, at, schedules, steps}): readonly PartSeen[] => [
    {
      ...{is: 'part', kind: 'job', name, language: 'T-SQL', product: 'sql-server-agent', line: lineAt(at)},
      ...{until: lineAt(at), steps: steps.map((step) => step.name)},
      ...(schedules.length > 0 && {schedules: [...new Set(schedules)]}),
    },
    ...steps.map((step): PartSeen => {
      return {
        ...{is: 'part', kind: 'step', name: step.name, within: name, language: 'T-SQL', runs: step.runs},
        ...{line: lineAt(step.at), until: lineAt(Math.max(step.at, step.until - 1))},
        ...(step.database !== undefined && {database: step.database}),
      }
    }),
  ])
}

/** In small letters; an owner is left out where it is the one that most have. */
export function plainRoutine(name: string): string {
  return name.toLowerCase().replace(/^dbo\./, '')
}

const longestName = 261

/** The names that lead to other files: procedures, functions, and what may be views. */
function usesOf(facts: readonly Fact[]): string {
  const uses = new Map<string, number>()
  for (const fact of facts) {
    const names =
      fact.is === 'sql' ? [...fact.calls, ...fact.reads, ...fact.writes] : fact.is === 'part-use' ? [fact.name] : []
    for (const name of names.map(plainRoutine))
      if (/^[\p{L}\p{N}_$#.]+$/u.test(name) && name.length <= longestName && !uses.has(name)) uses.set(name, fact.line)
  }
  return [...uses].map(([name, line]) => `${name}:${line}`).join(' ')
}
