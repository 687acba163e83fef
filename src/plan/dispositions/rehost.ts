import {type DispositionRule, field, Grounds, supportOf} from '../disposition-rule.ts'

export const rehost: DispositionRule = {
  disposition: 'rehost',
  weigh: ({system, assessment, blockers}) => {
    const grounds = new Grounds(10)
    const kind = field(system, 'hosting', 'kind')
    if (kind === 'on-premises' || kind === 'hypervisor') grounds.for(25, 'It runs in a data centre')
    else if (kind === undefined) grounds.unknown('where it runs (hosting: {kind})')
    else grounds.against(30, `It runs on ${String(kind)}`)
    const support = supportOf(assessment)
    if (support && support.high <= 3) grounds.for(25, 'Its products stay in support for more than two years')
    else if (support && support.low >= 4)
      grounds.against(30, 'Its products leave support within two years or have left it')
    else grounds.unknown('which products it runs on, and their versions')
    if (assessment && assessment.criteria.L5.low >= 4) grounds.for(20, 'Its hardware or place is unsuitable')
    if (blockers.length > 0) grounds.against(20, `Blocked by ${blockers.join(', ')}`)
    return grounds.option()
  },
}
