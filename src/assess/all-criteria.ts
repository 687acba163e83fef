import type {CriterionId} from '../model/criteria.ts'
import {c1} from './criteria/c1.ts'
import {c2} from './criteria/c2.ts'
import {c3} from './criteria/c3.ts'
import {c4} from './criteria/c4.ts'
import {c5} from './criteria/c5.ts'
import {c6} from './criteria/c6.ts'
import {l1} from './criteria/l1.ts'
import {l2} from './criteria/l2.ts'
import {l3} from './criteria/l3.ts'
import {l4} from './criteria/l4.ts'
import {l5} from './criteria/l5.ts'
import {l6} from './criteria/l6.ts'
import {l7} from './criteria/l7.ts'
import type {Criterion} from './criterion.ts'

/** One file a criterion; a test compares the folder with this list. */
export const allCriteria: Readonly<Record<CriterionId, Criterion>> = {
  L1: l1,
  L2: l2,
  L3: l3,
  L4: l4,
  L5: l5,
  L6: l6,
  L7: l7,
  C1: c1,
  C2: c2,
  C3: c3,
  C4: c4,
  C5: c5,
  C6: c6,
}
