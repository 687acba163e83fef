import {dataQueries} from './data-queries.ts'
import {dependencyQueries} from './dependency-queries.ts'
import {knowledgeQueries} from './knowledge-queries.ts'
import type {NamedQuery} from './named-query.ts'
import {riskQueries} from './risk-queries.ts'
import {shapeQueries} from './shape-queries.ts'

/** The questions that an architect asks again and again, by what they are about, each answered alike by every store. */
export const queryGroups: readonly {readonly title: string; readonly queries: readonly NamedQuery[]}[] = [
  {title: 'What breaks, and how things hang together', queries: shapeQueries},
  {title: 'Who depends on whom', queries: dependencyQueries},
  {title: 'Data, hosts and products', queries: dataQueries},
  {title: 'Ratings, and what runs out', queries: riskQueries},
  {title: 'What is not known', queries: knowledgeQueries},
]

export const namedQueries: readonly NamedQuery[] = queryGroups.flatMap(({queries}) => queries)
