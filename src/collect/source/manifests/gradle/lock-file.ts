import type {SourceFile} from '../../walk-tree.ts'
import {tellCut} from '../lock-graph.ts'
import type {Tell} from '../manifest-kind.ts'
import {soundLines} from '../sound-text.ts'

/** A module that gradle.lockfile settled, with the class paths that have it. */
export interface LockedModule {
  readonly group: string
  readonly name: string
  readonly version: string
  readonly isProduction: boolean
  readonly line: number
}

/** gradle.lockfile: `group:name:version=configuration,configuration`, with `empty=` as the last line. */
export function readLockFile(file: SourceFile, tell: Tell): readonly LockedModule[] {
  const lines = soundLines(file, tell)
  if (!lines) return []
  if (!lines.some((line) => line.startsWith('empty='))) tellCut(file, 'it has no line `empty=`', lines.length, tell)
  return lines.flatMap((line, at) => {
    const [, group, name, version, configurations = ''] =
      /^([\w.-]+):([\w.-]+):([^=\s]+)=(\S*)$/.exec(line.trim()) ?? []
    if (!group || !name || !version) return []
    // What is on the class path at run time runs; the others compile, test or check.
    const isProduction = configurations.split(',').some((one) => /(^r|^(?!.*[Tt]est).*R)untimeClasspath$/.test(one))
    return [{group, name, version, isProduction, line: at + 1}]
  })
}
