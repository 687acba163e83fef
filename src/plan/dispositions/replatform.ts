import {type DispositionRule, field, Grounds, supportOf} from '../disposition-rule.ts'

export const replatform: DispositionRule = {
  disposition: 'replatform',
  weigh: ({system, assessment, blockers}) => {
    const grounds = new Grounds(15)
    const support = supportOf(assessment)
    if (support && support.low >= 4) grounds.for(40, support.said)
    else if (support && support.high <= 3) grounds.against(25, 'Its products stay in support for more than two years')
    else grounds.unknown('which products it runs on, and their versions')
    if (blockers.length > 1) grounds.against(20, `Blocked by ${blockers.join(', ')}`)
    if (field(system, 'hosting', 'kind') === 'saas') grounds.against(50, 'The supplier runs it')
    if (field(system, 'hosting', 'kind') === 'desktop') grounds.against(20, 'It runs on a desktop')
    return grounds.option()
  },
}
