import {dataQueries} from './data-queries.ts'
import {dependencyQueries} from './dependency-queries.ts'
import {knowledgeQueries} from './knowledge-queries.ts'
import type {NamedQuery} from './named-query.ts'
import {riskQueries} from './risk-queries.ts'
import {shapeQueries} from './shape-queries.ts'

/** The questions that an architect asks again and again, each answered alike by every store. */
export const namedQueries: readonly NamedQuery[] = [
  ...shapeQueries,
  ...dependencyQueries,
  ...dataQueries,
  ...riskQueries,
  ...knowledgeQueries,
]
