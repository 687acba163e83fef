import {cutsOf} from '../../src/audit/suggest-cut.ts'
import type {ReportInput} from '../../src/render/rendered.ts'
import {evidence, relation} from '../estates.ts'
import {idOf, link, thing, tideLinks, tidePlaces, tideThings} from '../programs.ts'
import {clock} from './code-found.ts'
import {reportInput} from './inputs.ts'

const orphan = thing('TIDEOLD', 'copybook', {noCallerSeen: true})
const parts = ['NIGHTLY', 'TIDESUM', 'TIDEDATE', 'TIDEINQ', 'TIDEREC', 'TIDEOLD']

/** The usual report, whose clock has the programs of the tides and others. */
export function programsInput(
  more: readonly ReturnType<typeof thing>[] = [],
  links: readonly ReturnType<typeof link>[] = [],
): ReportInput {
  const usual = reportInput()
  const {estate} = usual
  const own = [...parts.map(idOf), ...more.map(({id}) => id)].map((id) => relation(id, 'PART_OF', clock))
  const whole = {
    ...estate,
    entities: [...estate.entities, ...tideThings, orphan, ...more],
    relations: [...estate.relations, ...tideLinks, ...own, ...links],
    evidence: [...estate.evidence, ...tidePlaces, evidence('at TIDEOLD', 'src/TIDEOLD:1')],
  }
  return {...usual, estate: whole, cuts: cutsOf(whole)}
}
