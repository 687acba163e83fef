import {judgedOnly} from '../criterion.ts'

export const c2 = judgedOnly('C2', 'how high a failure would have to be explained')
