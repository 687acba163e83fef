import {extensionOf, scriptLanguages} from '../languages.ts'
import {bash} from './bash/scanner.ts'
import {bms} from './bms/scanner.ts'
import {cobol} from './cobol/scanner.ts'
import {csd} from './csd/scanner.ts'
import {csharp} from './csharp/scanner.ts'
import {go} from './go/scanner.ts'
import {ims} from './ims/scanner.ts'
import {java} from './java/scanner.ts'
import {php} from './php/scanner.ts'
import {jcl} from './jcl/scanner.ts'
import type {LanguageScanner} from './language-scanner.ts'
import {isMemberName, memberKind} from './member-kind.ts'
import {powershell} from './powershell/scanner.ts'
import {python} from './python/scanner.ts'
import {ruby} from './ruby/scanner.ts'
import {scheduler} from './scheduler/scanner.ts'
import {vbnet} from './vbnet/scanner.ts'

/** Every language that is read by a folder of its own. */
export const languageScanners: readonly LanguageScanner[] = [
  bash,
  bms,
  cobol,
  csd,
  csharp,
  go,
  ims,
  java,
  jcl,
  php,
  powershell,
  python,
  ruby,
  scheduler,
  vbnet,
]

/** The scanner of a file, by its extension; of a member without one, by its text where it is given. */
export function scannerOf(path: string, text?: string): LanguageScanner | undefined {
  const extension = extensionOf(path)
  if (extension !== '' || text === undefined || !isMemberName(path)) return byExtension.get(extension)
  const kind = memberKind(text)
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
