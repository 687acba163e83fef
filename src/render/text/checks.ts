import type {Check} from '../../model/check.ts'
import {cleanText} from './clean.ts'

const words = {works: 'works', fails: 'FAILS', note: 'note'} as const

export function renderChecks(checks: readonly Check[]): string {
  return checks
    .flatMap(({what, outcome, detail, mend}) => [
      `  ${what.padEnd(16)}${words[outcome].padEnd(7)}${cleanText(detail)}`,
      ...(mend ? [`${' '.repeat(25)}${mend}`] : []),
    ])
    .join('\n')
}
