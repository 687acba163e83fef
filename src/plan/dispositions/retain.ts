import {criteria} from '../../model/criteria.ts'
import {attributeValue} from '../../model/entity.ts'
import {type DispositionRule, field, Grounds, supportOf} from '../disposition-rule.ts'

/** No fact about the system, but the want of them. */
export const littleKnown = 'Hardly anything is known of it, so nothing else can be argued'

export const retain: DispositionRule = {
  disposition: 'retain',
  weigh: ({system, assessment}) => {
    const grounds = new Grounds(20)
    const classification = attributeValue(system, 'classification')
    if (classification === 'SECRET' || classification === 'TOP SECRET')
      grounds.for(60, `It is classified ${classification}: isolate it where it is`)
    if (assessment?.redRated === 'yes') grounds.against(30, 'It is red-rated, and retaining it keeps the risk')
    else if (assessment?.redRated === 'no' && assessment.overall.high < 8)
      grounds.for(25, 'Its risk is below 8 whatever the missing answers are')
    if ((supportOf(assessment)?.high ?? criteria.L1.maximum) <= 3)
      grounds.for(15, 'Its products stay in support for more than two years')
    const kind = field(system, 'hosting', 'kind')
    if (kind === 'saas' || kind === 'cloud')
      grounds.for(15, kind === 'saas' ? 'The supplier runs it' : 'It runs in the cloud already')
    const life = attributeValue(system, 'lifeYears')
    if (typeof life === 'number' && life <= 2) grounds.for(20, `It is wanted for ${life} years only`)
    if (!assessment || assessment.hardlyKnown) grounds.for(20, littleKnown).unknown('nearly all of its facts')
    return grounds.option()
  },
}
