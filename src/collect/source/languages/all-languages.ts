import {extensionOf, scriptLanguages} from '../languages.ts'
import {bash} from './bash/scanner.ts'
import {bms} from './bms/scanner.ts'
import {cobol} from './cobol/scanner.ts'
import {csd} from './csd/scanner.ts'
import {classicAsp} from './classic-asp/scanner.ts'
import {csharp} from './csharp/scanner.ts'
import {go} from './go/scanner.ts'
import {hlasm} from './hlasm/scanner.ts'
import {showsHlasm} from './hlasm/libraries.ts'
import {ims} from './ims/scanner.ts'
import {java} from './java/scanner.ts'
import {php} from './php/scanner.ts'
import {jcl} from './jcl/scanner.ts'
import type {LanguageScanner} from './language-scanner.ts'
import {isMemberName, memberKind} from './member-kind.ts'
import {showsDeclarations} from './pli/libraries.ts'
import {mfs} from './mfs/scanner.ts'
import {pli} from './pli/scanner.ts'
import {plsql} from './plsql/scanner.ts'
import {powershell} from './powershell/scanner.ts'
import {python} from './python/scanner.ts'
import {rexx} from './rexx/scanner.ts'
import {ruby} from './ruby/scanner.ts'
import {scheduler} from './scheduler/scanner.ts'
import {vb6} from './vb6/scanner.ts'
import {vbnet} from './vbnet/scanner.ts'

/** Every language that is read by a folder of its own. */
export const languageScanners: readonly LanguageScanner[] = [
  bash,
  bms,
  classicAsp,
  cobol,
  csd,
  csharp,
  go,
  hlasm,
  ims,
  java,
  jcl,
  mfs,
  php,
  pli,
  plsql,
  powershell,
  python,
  rexx,
  ruby,
  scheduler,
  vb6,
  vbnet,
]

/** Endings that two eras share, by what a file of the one begins with; else it is of the other. */
const sharedEndings: Readonly<Record<string, {readonly shows: RegExp; readonly id: string; readonly other: string}>> = {
  ctl: {shows: /^\s*VERSION\s+\d/i, id: 'vb6', other: 'jcl'},
  prc: {shows: /^\/\/[A-Z@#$*]/m, id: 'jcl', other: 'plsql'},
  inc: {shows: showsDeclarations, id: 'pli', other: 'php'},
  // Of the assemblers of other machines nothing is read.
  s: {shows: showsHlasm, id: 'hlasm', other: ''},
}

/** Whether the text of a file says what it is, not its name alone. */
export function isKnownByText(path: string): boolean {
  return isMemberName(path) || Object.hasOwn(sharedEndings, extensionOf(path))
}

/** The scanner of a file, by its extension; of one that its text alone tells apart, by that where it is given. */
export function scannerOf(path: string, text?: string): LanguageScanner | undefined {
  const extension = extensionOf(path)
  if (text === undefined || !isKnownByText(path)) return byExtension.get(extension)
  const shared = Object.hasOwn(sharedEndings, extension) ? sharedEndings[extension] : undefined
  const kind = shared ? (shared.shows.test(text.slice(0, 30_000)) ? shared.id : shared.other) : memberKind(text)
  return kind === undefined ? undefined : languageScanners.find(({id}) => id === kind)
}

const byExtension = new Map(
  languageScanners.flatMap((scanner) => scanner.extensions.map((extension) => [extension, scanner] as const)),
)

/** The language of a file that is a module, as people call it. */
export function languageOf(path: string): string | undefined {
  return isScript(path) ? scriptLanguages[extensionOf(path)] : scannerOf(path)?.name
}

/** TypeScript and JavaScript, which have two stages of their own. */
export function isScript(path: string): boolean {
  return Object.hasOwn(scriptLanguages, extensionOf(path))
}
