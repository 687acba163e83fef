import {extensionOf, scriptLanguages} from '../languages.ts'
import {bash} from './bash/scanner.ts'
import {classicAsp} from './classic-asp/scanner.ts'
import {csharp} from './csharp/scanner.ts'
import {go} from './go/scanner.ts'
import {java} from './java/scanner.ts'
import {php} from './php/scanner.ts'
import type {LanguageScanner} from './language-scanner.ts'
import {plsql} from './plsql/scanner.ts'
import {powershell} from './powershell/scanner.ts'
import {python} from './python/scanner.ts'
import {ruby} from './ruby/scanner.ts'
import {vb6} from './vb6/scanner.ts'
import {vbnet} from './vbnet/scanner.ts'

/** Every language that is read by a folder of its own. */
export const languageScanners: readonly LanguageScanner[] = [
  bash,
  classicAsp,
  csharp,
  go,
  java,
  php,
  plsql,
  powershell,
  python,
  ruby,
  vb6,
  vbnet,
]

/** The scanner of a file, by its extension. */
export function scannerOf(path: string): LanguageScanner | undefined {
  return byExtension.get(extensionOf(path))
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
