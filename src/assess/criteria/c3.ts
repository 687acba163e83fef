import {judgedOnly} from '../criterion.ts'

export const c3 = judgedOnly('C3', 'fines, redress and exit costs of a failure, against the budget')
