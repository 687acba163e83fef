import {addMonths, writtenDate} from '../../model/calendar.ts'
import {type DispositionRule, field, Grounds, supportOf} from '../disposition-rule.ts'

export const relocate: DispositionRule = {
  disposition: 'relocate',
  weigh: ({system, assessment, asOf}) => {
    const grounds = new Grounds(0)
    const kind = field(system, 'hosting', 'kind')
    const exitBy = field(system, 'hosting', 'exitBy')
    if (kind === 'hypervisor') grounds.for(35, 'It runs on virtual machines')
    else if (kind === undefined) grounds.unknown('where it runs (hosting: {kind})')
    else grounds.against(30, `It runs on ${String(kind)}, not on virtual machines`)
    if (typeof exitBy === 'string' && exitBy <= addMonths(asOf, 12))
      grounds.for(35, `Its hosting ends on ${writtenDate(exitBy)}`)
    else if (kind === 'hypervisor') grounds.against(10, 'No end of its hosting within 12 months is known')
    if ((supportOf(assessment)?.low ?? 1) >= 5)
      grounds.against(30, 'Its products leave support within 12 months or have left it')
    return grounds.option()
  },
}
