import {moduleId} from '../../../model/ids.ts'
import {memberName} from '../languages/members.ts'
import {shownPath, type Telling} from './telling.ts'

/** A copybook that nothing takes in: it has no other place in the estate. */
export function describeOrphan(telling: Telling, path: string): void {
  const {records, relate, at, ownerOf, organisation, tree, scan} = telling
  const id = `${moduleId(organisation, tree, path)}::copybook`
  const said = {type: 'copybook', path: shownPath(telling, path), language: scan.languageOf(path), noCallerSeen: true}
  records.entity('component', id, memberName(path), said, at(path, 1))
  relate({from: id, type: 'PART_OF', to: ownerOf(path).id, places: [{path, line: 1}]})
}
