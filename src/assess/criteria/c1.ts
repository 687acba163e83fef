import {judgedOnly} from '../criterion.ts'

export const c1 = judgedOnly('C1', 'what a failure would mean for national security, health and safety')
