import type {Bill} from '../../boms/bill.ts'
import {readPurl} from '../../boms/purl.ts'
import {billIn} from '../../boms/read-bill.ts'
import type {Finding, Scan, ScanKind} from '../scan.ts'

/** The list of vulnerabilities of a CycloneDX bill, JSON or XML: a scanner's findings, or what people say of them (VEX). */
export const cycloneDx: ScanKind = {
  id: 'cyclonedx',
  name: 'CycloneDX with vulnerabilities, or VEX',
  read: (document, shownAs) => {
    const bill = billIn(document, shownAs)
    return bill?.vulnerabilities && scanOf(bill)
  },
}

const states: Readonly<Record<string, Finding['status']>> = {
  not_affected: 'not-affected',
  false_positive: 'false-positive',
  resolved: 'resolved',
  resolved_with_pedigree: 'resolved',
}

function scanOf(bill: Bill): Scan {
  const purls = new Map(
    bill.components.flatMap(({ref, purl}) => (purl === undefined || ref === '' ? [] : [[ref, purl]])),
  )
  const findings = (bill.vulnerabilities ?? []).flatMap(
    ({place, identifier, aliases, severity, affects, state, justification}) =>
      affects.map((ref): Finding => {
        const status = state === undefined ? undefined : states[state]
        const said = {
          place,
          identifier,
          aliases,
          fixedIn: [],
          ...(severity !== undefined && {severity}),
          ...(status !== undefined && {status}),
          ...(justification !== undefined && {justification}),
        }
        const plain = plainRef(ref)
        const purl = readPurl(plain === bill.root?.ref ? '' : (purls.get(plain) ?? plain))
        // What cannot be told by its package is still said of what the bill is of.
        return purl ? {...said, package: purl} : said
      }),
  )
  const packages = bill.components.flatMap(({purl, place, scope}) => {
    const read = purl === undefined ? undefined : readPurl(purl)
    return read ? [{package: read, place, ...(scope && {scope})}] : []
  })
  return {
    scanner: 'CycloneDX',
    ...(bill.made !== undefined && {made: bill.made}),
    ...(bill.root && {looked: bill.root.name}),
    findings,
    packages,
    // Of a file of statements alone nobody knows what was looked at.
    isAssessment: packages.length > 0,
    faults: bill.faults,
    others: [],
  }
}

/** A link to a component of another bill ends in the ref that it has there. */
function plainRef(ref: string): string {
  if (!ref.startsWith('urn:cdx:')) return ref
  const fragment = ref.slice(ref.indexOf('#') + 1)
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
