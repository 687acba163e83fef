import {extensionOf, isScript, scriptLanguages} from '../languages.ts'
import {access} from './access/scanner.ts'
import {bash} from './bash/scanner.ts'
import {isBatch} from './batch/is-batch.ts'
import {batch} from './batch/scanner.ts'
import {bms} from './bms/scanner.ts'
import {cl} from './cl/scanner.ts'
import {clist} from './clist/scanner.ts'
import {cobol} from './cobol/scanner.ts'
import {csd} from './csd/scanner.ts'
import {classicAsp} from './classic-asp/scanner.ts'
import {reportMark} from '../crystal-report.ts'
import {crystalReport} from './crystal-reports/scanner.ts'
import {csharp} from './csharp/scanner.ts'
import {dds} from './dds/scanner.ts'
import {delphi} from './delphi/scanner.ts'
import {showsPascal} from './delphi/libraries.ts'
import {foxPro} from './foxpro/scanner.ts'
import {go} from './go/scanner.ts'
import {hlasm} from './hlasm/scanner.ts'
import {showsHlasm} from './hlasm/libraries.ts'
import {ims} from './ims/scanner.ts'
import {java} from './java/scanner.ts'
import {oracleForms} from './oracle-forms/scanner.ts'
import {php} from './php/scanner.ts'
import {jcl} from './jcl/scanner.ts'
import type {LanguageScanner} from './language-scanner.ts'
import {isMemberName, memberKind} from './member-kind.ts'
import {natural} from './natural/scanner.ts'
import {showsDeclarations} from './pli/libraries.ts'
import {mfs} from './mfs/scanner.ts'
import {pli} from './pli/scanner.ts'
import {plsql} from './plsql/scanner.ts'
import {powerBuilder} from './powerbuilder/scanner.ts'
import {powershell} from './powershell/scanner.ts'
import {python} from './python/scanner.ts'
import {rexx} from './rexx/scanner.ts'
import {rpg} from './rpg/scanner.ts'
import {ruby} from './ruby/scanner.ts'
import {scheduler} from './scheduler/scanner.ts'
import {ssis} from './ssis/scanner.ts'
import {ssrs} from './ssrs/scanner.ts'
import {isTsql} from './tsql/is-tsql.ts'
import {tsql} from './tsql/scanner.ts'
import {vb6} from './vb6/scanner.ts'
import {vbnet} from './vbnet/scanner.ts'

/** Every language that is read by a folder of its own. */
export const languageScanners: readonly LanguageScanner[] = [
  access,
  bash,
  batch,
  bms,
  cl,
  classicAsp,
  clist,
  cobol,
  crystalReport,
  csd,
  csharp,
  dds,
  delphi,
  foxPro,
  go,
  hlasm,
  ims,
  java,
  jcl,
  mfs,
  natural,
  oracleForms,
  php,
  pli,
  plsql,
  powerBuilder,
  powershell,
  python,
  rexx,
  rpg,
  ruby,
  scheduler,
  ssis,
  ssrs,
  tsql,
  vb6,
  vbnet,
]

interface SharedEnding {
  readonly kinds: readonly {readonly shows: Pick<RegExp, 'test'>; readonly id: string}[]
  /** Without it, a file of the ending is of no language that is read. */
  readonly other?: string
}

/** Endings that two eras share, by what a file of the one begins with; else it is of the other. */
const sharedEndings: Readonly<Record<string, SharedEnding>> = {
  bat: {kinds: [{shows: {test: isBatch}, id: 'batch'}]},
  cl: {kinds: [{shows: /^\s*(?:[\w@#$]+:\s*)?PGM(?:\s|$)/im, id: 'cl'}]},
  cmd: {kinds: [{shows: {test: isBatch}, id: 'batch'}]},
  ctl: {kinds: [{shows: /^\s*VERSION\s+\d/i, id: 'vb6'}], other: 'jcl'},
  dds: {kinds: [{shows: /^.{5}A[ *]/m, id: 'dds'}]},
  inc: {
    kinds: [
      {shows: showsDeclarations, id: 'pli'},
      {shows: showsPascal, id: 'delphi'},
    ],
    other: 'php',
  },
  prc: {kinds: [{shows: /^\/\/[A-Z@#$*]/m, id: 'jcl'}], other: 'plsql'},
  rpt: {kinds: [{shows: {test: (text) => text.startsWith(reportMark)}, id: 'crystal-reports'}], other: ''},
  // Of the assemblers of other machines nothing is read.
  s: {kinds: [{shows: showsHlasm, id: 'hlasm'}], other: ''},
  sql: {kinds: [{shows: {test: isTsql}, id: 'tsql'}]},
}

/** Whether the text of a file says what it is, not its name alone. */
export function isKnownByText(path: string): boolean {
  return isMemberName(path) || Object.hasOwn(sharedEndings, extensionOf(path))
}

/** The scanner of a file, by its extension; of one that its text alone tells apart, by that where it is given. */
export function scannerOf(path: string, text?: string): LanguageScanner | undefined {
  const extension = extensionOf(path)
  if (text === undefined || !isKnownByText(path))
    return byExtension.get(extension) ?? named.find(({names}) => names?.test(path))
  const shared = Object.hasOwn(sharedEndings, extension) ? sharedEndings[extension] : undefined
  const kind = shared ? kindShown(shared, text.slice(0, mostLookedAt)) : memberKind(text)
  return kind === undefined ? undefined : languageScanners.find(({id}) => id === kind)
}

const named = languageScanners.filter(({names}) => names !== undefined)
const byExtension = new Map(
  languageScanners.flatMap((scanner) => scanner.extensions.map((extension) => [extension, scanner] as const)),
)

/** The language of a file that is a module, as people call it. */
export function languageOf(path: string): string | undefined {
  return isScript(path) ? scriptLanguages[extensionOf(path)] : scannerOf(path)?.name
}

const mostLookedAt = 30_000

function kindShown({kinds, other}: SharedEnding, text: string): string | undefined {
  return kinds.find(({shows}) => shows.test(text))?.id ?? other
}
