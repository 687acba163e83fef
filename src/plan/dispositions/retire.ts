import {addDays, writtenDate} from '../../model/calendar.ts'
import {type DispositionRule, field, Grounds} from '../disposition-rule.ts'

export const retire: DispositionRule = {
  disposition: 'retire',
  weigh: ({system, asOf, dependants}) => {
    const grounds = new Grounds(0)
    const lastUsed = field(system, 'use', 'lastUsed')
    const duty = field(system, 'use', 'retentionDuty')
    if (typeof lastUsed !== 'string') grounds.unknown('when it was last used (use: {lastUsed})')
    else if (lastUsed < addDays(asOf, -90)) grounds.for(60, `Not used since ${writtenDate(lastUsed)}`)
    else grounds.against(50, `Used on ${writtenDate(lastUsed)}`)
    if (dependants > 0)
      grounds.against(40, `${dependants} ${dependants === 1 ? 'system depends' : 'systems depend'} on it`)
    else grounds.for(15, 'No system is known to depend on it')
    if (duty === true) grounds.against(30, 'Its records must be kept')
    else if (duty === false) grounds.for(15, 'No duty to keep its records')
    else grounds.unknown('whether its records must be kept (use: {retentionDuty})')
    return grounds.option()
  },
}
