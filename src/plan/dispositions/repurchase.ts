import {attributeValue} from '../../model/entity.ts'
import {type DispositionRule, field, Grounds} from '../disposition-rule.ts'

export const repurchase: DispositionRule = {
  disposition: 'repurchase',
  weigh: ({system, assessment}) => {
    const grounds = new Grounds(10)
    const covered = attributeValue(system, 'coveredBy')
    if (typeof covered === 'string') grounds.for(65, `${covered} covers the function`)
    else grounds.unknown('a common platform or product that covers its function (coveredBy)')
    if (field(system, 'hosting', 'kind') === 'saas') grounds.against(30, 'It is bought as a service already')
    if ((assessment?.criteria.L4.low ?? 1) >= 4) grounds.for(10, 'It does not meet its needs')
    return grounds.option()
  },
}
