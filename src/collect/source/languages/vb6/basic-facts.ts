import type {Token} from '../vbnet/tokens.ts'
import {followed, valueOf} from '../word.ts'
import {iniReaders, windowsNames, withIniKeys} from './ini-keys.ts'
import {joinedTexts} from './joined-texts.ts'
import {broughtConstants, comType, type FactAt, files, ownFunctions} from './libraries.ts'
import {filesOpened} from './opened-files.ts'
import {plainStatements} from './plain-statements.ts'
import {partsOf} from './procedures.ts'
import {scopedFacts} from './scoped-facts.ts'
import {recordsetsWritten} from './written-recordsets.ts'

/** What code of Visual Basic before .NET, or of VBScript, does. A name is followed within its file. */
export function basicFacts(
  tokens: readonly Token[],
  code: string,
  controls: ReadonlyMap<string, string> = new Map(),
): readonly FactAt[] {
  const windows = windowsNames(tokens)
  const plain = plainStatements(joinedTexts(tokens), code)
  const readers = iniReaders(partsOf(plain).procedures, windows)
  return scopedFacts(partsOf(withIniKeys(plain, windows, readers)), controls, {
    typeRule: comType,
    // The language's own functions, and those of Windows under any name.
    callRule: (name) => {
      const whole = windows.get(name) ?? name.replace(/^vba\.(?:\w+\.)?/, '')
      return Object.hasOwn(ownFunctions, whole) ? ownFunctions[whole] : undefined
    },
    brought: broughtConstants,
    further: (own, settings, calls) => [
      ...filesOpened(own).flatMap(({path, does, at}) =>
        files(valueOf(followed(path, settings)), does).map((said) => ({said, at})),
      ),
      ...recordsetsWritten(own, calls, settings),
    ],
  })
}
