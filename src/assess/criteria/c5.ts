import {judgedOnly} from '../criterion.ts'

export const c5 = judgedOnly('C5', 'the staff hours that a failure would cost')
