import type {LanguageScanner} from '../language-scanner.ts'
import {definitionsIn} from './definitions.ts'

/** What CICS is told of its resources: transactions and their programs, files and their datasets. */
export const csd: LanguageScanner = {
  id: 'csd',
  name: 'CICS definitions',
  extensions: ['csd', 'rdo'],
  read: ({text}) => ({imports: [], declares: [], facts: definitionsIn(text.split('\n'), 1)}),
  link: () => [],
}
