import {expect, it} from '@jest/globals'
import type {Coverage} from '../../../src/model/inventory.ts'
import {renderSummary} from '../../../src/render/text/summary.ts'
import {reportInput} from '../inputs.ts'

it('names what is not complete by its file or its place, with why, and counts what has syntax errors', () => {
  const {assessments, settings, estate} = reportInput()
  const coverage: Coverage[] = [
    {
      record: 'coverage',
      id: 's1',
      scope: {file: 'returns/fog.csv', mapping: 'fog.yaml'},
      status: 'partial',
      reason: '1 cell cannot be understood',
    },
    {record: 'coverage', id: 's2', scope: {account: '012345678901'}, status: 'denied'},
    {
      record: 'coverage',
      id: 's3',
      scope: {path: 'sources/fog'},
      status: 'complete',
      notes: [
        {code: 'syntax-errors', what: 'TypeScript', count: 2, message: ''},
        {code: 'bad-manifest', what: 'manifest or lock', count: 1, message: ''},
      ],
    },
  ]
  const audit = {
    schema: 'domesday/audit@1' as const,
    producedBy: {name: 'domesday', version: '1.0.0'},
    inputs: [],
    asOf: assessments.asOf,
    marking: 'OFFICIAL',
    edition: 'full',
    organisations: [],
    ...{systems: 15, legacy: 9, couldBeLegacy: 2, redRated: 4, couldBeRed: 2, redOnEvidence: 0},
    ...{redWithoutFundedPlan: 3, unknown: 1, byDefault: 0, partial: 2, conflicts: 0, problems: 0},
    reports: [],
  }
  const changed = {since: 'Since the last audit with other figures, as of 1 August 2026:', text: 'One system is new.'}
  const said = {audit, assessments, settings, coverage, allocations: estate.allocations, unlisted: []}
  const text = renderSummary({...said, changed})

  expect(text.replace(/\n {4}/g, ' ')).toContain(
    '\n  Since the last audit with other figures, as of 1 August 2026: One system is new.\n',
  )
  expect(renderSummary(said)).not.toContain('Since')

  expect(text.split('\n').filter((line) => line.startsWith('  Not complete'))).toEqual([
    '  Not complete: returns/fog.csv, partial: 1 cell cannot be understood',
    '  Not complete: account: 012345678901, denied: reason not known',
  ])
  expect(text).toContain(
    '  With syntax errors: 2 TypeScript files and 1 manifest or lock file; the\n    report names them.\n',
  )
})

it('adds up the files that are not read, of all trees, by their kind', () => {
  const {assessments, settings, estate} = reportInput()
  const tree = (id: string, kinds: Readonly<Record<string, number>>): Coverage => ({
    record: 'coverage',
    id,
    scope: {path: id},
    status: 'complete',
    notes: [
      ...Object.entries(kinds).map(([what, count]) => ({code: 'not-read', what, count, message: ''})),
      {code: 'too-large', what: 'large', count: 1, message: ''},
      {code: 'syntax-errors', what: 'PHP', count: 1, message: ''},
    ],
  })
  const coverage = [
    tree('a', {COBOL: 1000, Perl: 2, XSLT: 1}),
    tree('b', {COBOL: 234, Perl: 3, Tcl: 7, Ada: 1}),
    tree('c', {Perl: 1, Lua: 1}),
  ]
  const audit = {
    schema: 'domesday/audit@1' as const,
    producedBy: {name: 'domesday', version: '1.0.0'},
    inputs: [],
    asOf: assessments.asOf,
    marking: 'OFFICIAL',
    edition: 'full',
    organisations: [],
    ...{systems: 1, legacy: 0, couldBeLegacy: 0, redRated: 0, couldBeRed: 0, redOnEvidence: 0},
    ...{redWithoutFundedPlan: 0, unknown: 0, byDefault: 0, partial: 0, conflicts: 0, problems: 0},
    reports: [],
  }
  const text = renderSummary({audit, assessments, settings, coverage, allocations: estate.allocations, unlisted: []})

  expect(text.replace(/\n {4}/g, ' ')).toContain(
    '  Not read: 1,234 COBOL files, 7 Tcl files, 6 Perl files, 3 large files and 3 files of 3 other kinds.\n',
  )
  expect(text).toContain('  With syntax errors: 3 PHP files; the report names them.\n')
})
