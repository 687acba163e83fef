import {expect, it} from '@jest/globals'
import {programMap} from '../../../src/model/program-map.ts'
import {lookupOf} from '../../../src/model/program-neighbours.ts'
import {programChart} from '../../../src/render/mermaid/program-chart.ts'
import {renderSvgs} from '../../../src/render/mermaid/render-svg.ts'
import {hostileNames} from '../../hostile-names.ts'
import {idOf, link, thing, tideLinks, tideThings} from '../../programs.ts'

it('names each thing with what it is and each line with what it says and where', () => {
  const chart = programChart(programMap(lookupOf(tideThings, tideLinks), idOf('TI01')), (evidence) => evidence)

  expect(chart.split('\n').slice(4)).toEqual([
    '  classDef around stroke-width:3px',
    '  n0["TI01\\ntransaction"]:::around',
    '  n1["TIDEINQ\\nprogram"]',
    '  n2["TIMAP\\nscreen"]',
    '  n3["TIDES.SUMS\\ntable"]',
    '  n0 -->|"begins with\\nt.csd:2"| n1',
    '  n1 -->|"shows\\ni.cbl:25"| n2',
    '  n1 -->|"reads\\ni.cbl:20"| n3',
    '',
  ])
})

it('is drawn as it is meant, whatever names and places say', async () => {
  const names = hostileNames.slice(0, 30)
  const callers = names.map((name, at) => ({...thing(`C${at}`, 'program'), name}))
  const calls = callers.map((_, at) => link(`C${at}`, 'CALLS', 'TIDEDATE', `x/${names[at]}.cbl:4`))
  const sources = Object.fromEntries(
    callers.map((caller, at) => [
      `c${at}`,
      programChart(programMap(lookupOf([...tideThings, ...callers], calls), caller.id), (evidence) => evidence),
    ]),
  )
  const svgs = Object.values(await renderSvgs(sources))

  expect(svgs.map((svg) => [...svg.matchAll(/class="node /g)].length)).toEqual(callers.map(() => 2))
  expect(svgs.map((svg) => [...svg.matchAll(/marker-end=/g)].length)).toEqual(callers.map(() => 1))
})
