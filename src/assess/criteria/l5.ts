import {judgedOnly} from '../criterion.ts'

export const l5 = judgedOnly('L5', 'the state of its hardware and its place')
