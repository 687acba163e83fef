import type {BlockerRule} from '../blocker-rule.ts'

/** Calls by a data item of which not all values are known: what else they may call is not to be seen in the source. */
export const dynamicCalls: BlockerRule = {
  id: 'dynamic-calls',
  patterns: [],
  ofTree: ({undecided}) => undecided,
}
