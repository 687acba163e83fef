import type {FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {DdsFile} from '../mainframe-fact.ts'
import {memberName} from '../members.ts'

/** Files of IBM i as DDS describes them: physical and logical ones, screens and reports. */
export const dds: LanguageScanner = {
  id: 'dds',
  name: 'DDS',
  extensions: ['pf', 'lf', 'dspf', 'prtf'],
  read: readDds,
  link: () => [],
}

const kinds: Readonly<Record<string, DdsFile['kind']>> = {
  pf: 'physical',
  lf: 'logical',
  dspf: 'display',
  prtf: 'printer',
}
const mostFormats = 2000

function readDds({path, text}: ScannedFile): FileFacts {
  const formats: string[] = []
  const over = new Set<string>()
  let [fields, line, first, keywords, isScreen, isReport] = [0, 0, 0, '', false, false]
  for (let at = 0; at < text.length;) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    line += 1
    const raw = text.slice(at, Math.min(end, at + 80)).trimEnd()
    at = end + 1
    if (raw.length < 17 || (raw.charCodeAt(5) & ~32) !== 65 || raw[6] === '*') continue
    first ||= line
    const type = raw[16]?.toUpperCase()
    const name = raw.slice(18, 28).trim().toUpperCase()
    if (type === 'R' && name && formats.length < mostFormats) formats.push(name)
    else if (type === ' ' && name) fields += 1
    const said = raw.slice(44)
    const isOpen = /[+-]$/.test(said)
    keywords += isOpen ? said.slice(0, -1) : said
    if (isOpen && keywords.length < 4000) continue
    isScreen ||= /\b(?:SFL|CF\d\d|CA\d\d|DSPATR|DSPSIZ|OVERLAY|CSRLOC)\b/i.test(keywords)
    isReport ||= /\b(?:SPACEB|SPACEA|SKIPB|SKIPA)\b/i.test(keywords)
    for (const [, names = ''] of keywords.matchAll(/\b(?:PFILE|JFILE)\s*\(([^)]*)\)/gi))
      for (const file of names.split(/\s+/)) {
        const own = file.split('/').at(-1)?.toUpperCase() ?? ''
        if (/^[A-Z@#$][\w@#$]*$/.test(own)) over.add(own)
      }
    keywords = ''
  }
  if (first === 0) return {imports: [], declares: [], facts: []}
  const ending = /\.([A-Za-z]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  const byContent = over.size > 0 ? 'logical' : isScreen ? 'display' : isReport ? 'printer' : 'physical'
  const kind = kinds[ending] ?? byContent
  const name = memberName(path)
  return {
    imports: [],
    declares: [name],
    facts: [{is: 'dds', kind, name, formats, fields, over: [...over].toSorted(), line: first}],
  }
}
