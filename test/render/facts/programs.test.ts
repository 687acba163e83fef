import {describe, expect, it} from '@jest/globals'
import {programsOf} from '../../../src/render/facts/programs.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {entity, relation} from '../../estates.ts'
import {idOf, link, thing} from '../../programs.ts'
import {clock} from '../code-found.ts'
import {programsInput} from '../programs-input.ts'

const endpoint = {...entity('interface', idOf('GET-tides'), {type: 'endpoint', path: '/tides'}), name: 'GET /tides'}
const caller = thing('WEB', 'application')

function callers(links: readonly ReturnType<typeof link>[]): number | undefined {
  const input = programsInput([endpoint, caller], links)
  return programsOf(indexReport(input), clock)?.programs.find(({name}) => name === 'TIDEINQ')?.callers
}

describe('the callers of a program', () => {
  it('are a transaction and an endpoint that lead to it', () => {
    expect(callers([])).toBe(1)
    expect(callers([link('GET-tides', 'DEPENDS_ON', 'TIDEINQ', 't.csd:2')])).toBe(2)
  })

  it('are those that call it through an endpoint, and then not the endpoint', () => {
    const links = [
      link('GET-tides', 'DEPENDS_ON', 'TIDEINQ', 't.csd:2'),
      link('WEB', 'CALLS', 'GET-tides', 'web:1'),
      link('WEB', 'CALLS', 'TIDEINQ', 'web:1'),
    ]

    expect(callers(links)).toBe(2)
    expect(callers([...links, link('TIDESUM', 'CALLS', 'TIDEINQ', 's.cbl:50')])).toBe(3)
  })

  it('have the endpoint where those who call that are not seen to reach the program', () => {
    const links = [link('GET-tides', 'DEPENDS_ON', 'TIDEINQ', 't.csd:2'), relation(idOf('WEB'), 'CALLS', endpoint.id)]

    expect(callers(links)).toBe(2)
  })
})
