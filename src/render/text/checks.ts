import type {Check} from '../../model/check.ts'
import {wrap} from './clean.ts'

const indent = 25
const words = {works: 'works', fails: 'FAILS', note: 'note'} as const

export function renderChecks(checks: readonly Check[]): string {
  return checks
    .flatMap(({what, outcome, detail, mend}) => [
      ...wrap(detail, 80 - indent).map((line, at) =>
        at === 0 ? `  ${what.padEnd(16)}${words[outcome].padEnd(7)}${line}` : `${' '.repeat(indent)}${line}`,
      ),
      ...(mend ? wrap(mend, 80 - indent).map((line) => `${' '.repeat(indent)}${line}`) : []),
    ])
    .join('\n')
}
