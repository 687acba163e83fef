import {judgedOnly} from '../criterion.ts'

export const c4 = judgedOnly('C4', 'how many citizens and businesses a failure would reach')
