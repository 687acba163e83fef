import type {ScriptBlock} from './plain-script.ts'

/** A version that a script sets for an artifact, whoever asks for another. */
export interface ForcedVersion {
  /** `group:artifact:version` as it is written. */
  readonly notation: string
  /** It holds for the projects below this one too. */
  readonly isForAll: boolean
  readonly line: number
}

const force = /\bforce\s{0,99}\(?\s{0,99}((?:["'][^"'\n]{1,200}["']\s{0,99},?\s{0,99}){1,100})/g

/** `resolutionStrategy { force 'a:b:1' }`, `resolutionStrategy.force 'a:b:1'`; none of those that build the script itself. */
export function forcedVersions(
  code: string,
  blocks: readonly ScriptBlock[],
  lineAt: (at: number) => number,
): readonly ForcedVersion[] {
  if (!code.includes('resolutionStrategy')) return []
  return [...code.matchAll(force)].flatMap(({1: list = '', index}) => {
    const around = blocks.filter(({start, end}) => start <= index && index < end)
    const isStrategy =
      around.some(({name}) => /(?:^|\.)resolutionStrategy$/.test(name)) ||
      code.slice(Math.max(0, index - 19), index).endsWith('resolutionStrategy.')
    if (!isStrategy || around.some(({name}) => name === 'buildscript')) return []
    const isForAll = around.some(({name}) => /^(allprojects|subprojects)$/.test(name))
    return [...list.matchAll(/["']([\w.-]+:[\w.${}-]+:[\w.${}-]+)["']/g)].map(({1: notation = '', index: at}) => ({
      notation,
      isForAll,
      line: lineAt(index + code.slice(index).indexOf(list) + at),
    }))
  })
}
