import type * as Morph from 'ts-morph'
import {parsedModule, type SyntaxFault, syntaxFaultIn, unparseable} from '../syntax-fault.ts'
import type {SourceFile} from '../walk-tree.ts'
import {scriptFacts} from './find-script-facts.ts'
import type {Given, ScriptScan} from './script-scan.ts'
import {isScriptOfInterest} from './skim-script.ts'

/** What one parse of a module of TypeScript or JavaScript tells. */
export interface ScriptLook {
  readonly fault?: SyntaxFault | undefined
  /** Left out where nothing in it is of interest. */
  readonly script?: ScriptScan | undefined
}

/** Parses a module whole, once: its first syntax error, and what it says. One that the parser gives up at says nothing. */
export function lookAtScript(ts: typeof Morph.ts, file: Pick<SourceFile, 'path' | 'text'>): ScriptLook {
  try {
    const source = parsedModule(ts, file.path, file.text)
    const fault = syntaxFaultIn(ts, source)
    const script = isScriptOfInterest(file) ? scriptFacts(ts, file.path, source) : undefined
    return {...(fault && {fault}), ...(script && {script})}
  } catch (error) {
    return {fault: unparseable(error)}
  }
}

/** What a module says with what is known of those that it imports; undefined for one that the parser gives up at. */
export function lookAgain(
  ts: typeof Morph.ts,
  {path, text}: Pick<SourceFile, 'path' | 'text'>,
  given: Given,
): ScriptScan | undefined {
  try {
    return scriptFacts(ts, path, parsedModule(ts, path, text), given)
  } catch {
    return undefined // its own look has told of it
  }
}
