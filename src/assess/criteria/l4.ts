import {judgedOnly} from '../criterion.ts'

export const l4 = judgedOnly('L4', 'whether it meets current and future needs')
