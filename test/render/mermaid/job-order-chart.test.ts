import {expect, it} from '@jest/globals'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {jobOrderChart} from '../../../src/render/mermaid/job-order-chart.ts'
import {link, thing} from '../../programs.ts'
import {clock} from '../code-found.ts'
import {programsInput} from '../programs-input.ts'

const after = (later: string, earlier: string): ReturnType<typeof link> => link(later, 'DEPENDS_ON', earlier, 'n.jcl:5')

it('draws jobs from the earlier to the later, dashed where it is inferred, whatever they are called', () => {
  const jobs = [thing('WEEKLY', 'job'), {...thing('MONTHLY', 'job'), name: 'a"];click n0 "x'}]
  const links = [after('WEEKLY', 'NIGHTLY'), {...after('MONTHLY', 'WEEKLY'), certainty: 'inferred' as const}]
  const lines = jobOrderChart(indexReport(programsInput(jobs, links)), clock)?.split('\n') ?? []

  expect(lines.slice(1)).toEqual([
    'flowchart TB',
    '  accTitle: The order of jobs',
    '  accDescr: #51; jobs and 2 lines from one to the next#59; the table below says why',
    '  n0["NIGHTLY"]',
    '  n1["WEEKLY"]',
    '  n2["a”];click n0 ”x"]',
    '  n0 --> n1',
    '  n1 -.-> n2',
    '',
  ])
})
