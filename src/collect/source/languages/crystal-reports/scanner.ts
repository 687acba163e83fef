import {crystalReports, reportMark} from '../../crystal-report.ts'
import type {FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'

/** Reports of Crystal Reports: that there is one. What its streams hold is its maker's own, and is not read. */
export const crystalReport: LanguageScanner = {
  id: crystalReports,
  name: 'Crystal Reports',
  // Listings of all kinds end with `.rpt` too: what stands in the file says which it is.
  extensions: ['crystalrpt'],
  read: readFile,
  link: () => [],
}

function readFile({path, text}: ScannedFile): FileFacts {
  if (!text.startsWith(reportMark)) return {imports: [], declares: [], facts: []}
  const name = path.replace(/^.*\//, '')
  const report = {is: 'part', kind: 'report', name, language: 'Crystal Reports', product: crystalReports} as const
  return {imports: [], declares: [], facts: [{...report, line: 1, until: 1}]}
}
