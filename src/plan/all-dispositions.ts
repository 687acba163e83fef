import type {DispositionRule} from './disposition-rule.ts'
import {refactor} from './dispositions/refactor.ts'
import {rehost} from './dispositions/rehost.ts'
import {relocate} from './dispositions/relocate.ts'
import {replatform} from './dispositions/replatform.ts'
import {repurchase} from './dispositions/repurchase.ts'
import {retain} from './dispositions/retain.ts'
import {retire} from './dispositions/retire.ts'

/** One file a disposition; a test compares the folder with this list. Equal scores go to the first. */
export const allDispositions: readonly DispositionRule[] = [
  retire,
  repurchase,
  relocate,
  rehost,
  replatform,
  refactor,
  retain,
]
