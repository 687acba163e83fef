import {attributeValue} from '../../model/entity.ts'
import {type DispositionRule, field, Grounds} from '../disposition-rule.ts'

export const refactor: DispositionRule = {
  disposition: 'refactor',
  weigh: ({system, assessment, dependants}) => {
    const grounds = new Grounds(0)
    const needs = attributeValue(system, 'meetsNeeds')
    if (needs === 'no' || (assessment?.criteria.L4.low ?? 1) >= 5) grounds.for(35, 'It does not meet its needs')
    else if (needs === 'partly') grounds.for(12, 'It meets its needs in part')
    else if (needs === undefined) grounds.unknown('whether it meets its needs (meetsNeeds)')
    if ((assessment?.criteria.L3.low ?? 1) >= 5) grounds.for(20, 'Too few people know it')
    if (dependants >= 3) grounds.for(10, `${dependants} systems depend on it`)
    const life = attributeValue(system, 'lifeYears')
    if (typeof life === 'number' && life < 3) grounds.against(30, `It is wanted for ${life} years only`)
    else if (typeof life === 'number') grounds.for(10, `It is wanted for ${life} years`)
    else grounds.unknown('for how long it is wanted (lifeYears)')
    if (field(system, 'hosting', 'kind') === 'saas') grounds.against(50, 'The supplier owns its code')
    return grounds.option()
  },
}
