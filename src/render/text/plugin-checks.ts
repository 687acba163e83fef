import {cleanText, wrap} from './clean.ts'

interface PluginFault {
  readonly what?: string
  readonly where?: string
  readonly mend?: string
}

interface PluginCheck extends PluginFault {
  readonly name: string
  readonly passed: boolean
  readonly others?: readonly PluginFault[]
}

const indent = ' '.repeat(9)

/** What a plugin's contract suite found, in 80 columns: each failure with what, where and how to mend it. */
export function renderPluginChecks(checks: readonly PluginCheck[]): string {
  const failed = checks.filter(({passed}) => !passed).length
  const lines = checks.flatMap(({name, passed, others = [], ...first}) => [
    `  ${passed ? 'passes' : 'FAILS '} ${cleanText(name)}`,
    ...[first, ...others]
      .flatMap(({what, where, mend}) => [what, where, mend])
      .flatMap((text) => (text ? wrap(text, 80 - indent.length) : []))
      .map((text) => indent + text),
  ])
  const end = failed === 0 ? `All ${checks.length} checks pass.` : `${failed} of ${checks.length} checks fail.`
  return [...lines, '', `  ${end}`].join('\n')
}
