import {codeOfFile} from '../blockers/code-of-file.ts'
import type {LanguageScanner, ScannedFile} from './language-scanner.ts'
import {lineOf} from './line-of.ts'
import type {ReportUse} from './part-fact.ts'

/** Languages whose programs show reports of Crystal Reports. */
const showing: ReadonlySet<string> = new Set([
  'classic-asp',
  'csharp',
  'delphi',
  'foxpro',
  'powerbuilder',
  'vb6',
  'vbnet',
])

/** What a program has that shows such reports: its controls, its libraries, and what these are asked for. */
const shows =
  /crystal|\bcrax|\bcrpe|crviewer|\bReportDocument\b|\bReportFileName\b|\bOpenReport\b|\bPEOpenPrintJob\b|\bTCrpe\b/i
/** A literal that ends as the file of a report, the quote before it, and what stands before that. */
const named =
  /(?<before>[&+|]\s*)?@?(?<quote>["'])(?<path>[^"'\n]{0,300}[\\/])?(?<file>[^"'\\/\n*?{}%]{1,100}\.rpt)\k<quote>/gi
/** What is written, or taken away, is a listing of the program's own. */
const written =
  /\bFor\s+(?:Output|Append|Binary)\b|\b(?:Kill|CreateTextFile|SaveToFile|StreamWriter|Rewrite|FileWrite|FileOpen|DeleteFile|WriteAll\w*|ExportToDisk|DiskFileName)\b/i

/**
 * Reports that a program names by their files, where it has something of Crystal Reports, or speaks of a report there. A
 * name that is put together is none, and neither is a file that is written.
 */
export function reportUses({id}: LanguageScanner, {path, text}: ScannedFile): readonly ReportUse[] {
  if (!showing.has(id) || !/\.rpt["']/i.test(text)) return []
  const {code} = codeOfFile(path, text)
  const lineAt = lineOf(code)
  const lines = code.split('\n')
  const isShown = shows.test(code)
  const found = [...code.matchAll(named)].flatMap(({groups = {}, index}): readonly ReportUse[] => {
    const {before, path: folder, file: report = ''} = groups
    const line = lineAt(index + (before?.length ?? 0))
    const own = lines[line - 1] ?? ''
    const isPart = before !== undefined && folder === undefined
    const isAbout = isShown || /report|rpt/i.test(own.replace(/"[^"]*"|'[^']*'/g, ''))
    return isPart || !isAbout || written.test(own) ? [] : [{is: 'report-use', report, line}]
  })
  return [...new Map(found.map((one) => [`${one.report} ${one.line}`, one])).values()]
}
