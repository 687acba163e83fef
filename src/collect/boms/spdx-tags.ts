/** Whether a text is a bill of materials by SPDX 2 in tags and values. */
export function isSpdxTags(text: string): boolean {
  return /^\ufeff?(?:#.*\r?\n|\s*\r?\n)*SPDXVersion:/.test(text.slice(0, 10_000))
}

interface Growing {
  line: number
  SPDXID?: string
  name?: string
  versionInfo?: string
  licenseConcluded?: string
  licenseDeclared?: string
  primaryPackagePurpose?: string
  externalRefs: {referenceType: string; referenceLocator: string}[]
}

const fields = {
  PackageVersion: 'versionInfo',
  PackageLicenseConcluded: 'licenseConcluded',
  PackageLicenseDeclared: 'licenseDeclared',
  PrimaryPackagePurpose: 'primaryPackagePurpose',
} as const

/** The same bill as SPDX in JSON has it, with the line of each package. */
export function jsonOfSpdxTags(text: string): unknown {
  const document = {spdxVersion: '', creationInfo: {created: ''}}
  const packages: Growing[] = []
  const relationships: unknown[] = []
  let current: Growing | undefined
  for (const {tag, value, line} of tagsIn(text)) {
    if (tag === 'SPDXVersion') document.spdxVersion = value
    else if (tag === 'Created') document.creationInfo.created = value
    else if (tag === 'PackageName') packages.push((current = {line, name: value, externalRefs: []}))
    // What follows is said of a file or a snippet.
    else if (tag === 'FileName' || tag === 'SnippetSPDXID') current = undefined
    else if (tag === 'Relationship') {
      const [spdxElementId, relationshipType, relatedSpdxElement] = value.split(/\s+/)
      relationships.push({spdxElementId, relationshipType, relatedSpdxElement})
    } else if (current && tag === 'SPDXID') current.SPDXID ??= value
    else if (current && tag === 'ExternalRef') {
      const [, referenceType = '', referenceLocator = ''] = value.split(/\s+/)
      current.externalRefs.push({referenceType, referenceLocator})
    } else if (current && Object.hasOwn(fields, tag)) current[fields[tag as keyof typeof fields]] = value // it is one of its keys
  }
  return {...document, packages, relationships}
}

/** Tags with their values; a value in `<text>` may be of several lines. */
function* tagsIn(text: string): Generator<{readonly tag: string; readonly value: string; readonly line: number}> {
  let isText = false
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (isText) {
      isText = !line.includes('</text>')
      continue
    }
    const [, tag, value = ''] = /^([A-Za-z]+):\s*(.*)$/.exec(line) ?? []
    if (tag === undefined) continue
    isText = value.startsWith('<text>') && !value.includes('</text>')
    yield {tag, value: value.replace(/^<text>|<\/text>$/g, '').trim(), line: index + 1}
  }
}
