import type {SystemAssessment} from '../../model/assessment.ts'
import {sha256} from '../../model/ids.ts'
import {itemDigest} from '../../model/item-digest.ts'
import {oncePer} from '../../model/once-per.ts'
import {isOneGroup, isStaying} from '../facts/moving.ts'
import {type Link, linksOf} from '../facts/neighbourhood.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {ratingOf} from '../facts/words.ts'
import type {Page} from './parts.ts'
import {areTables, shownAlone} from './shown-system.ts'

/**
 * A hash of what the part of a system is made of: of two that have the same, all that they show is the same. It is found
 * much sooner than that is, since an id of evidence is taken for its place and no list of neighbours is put in order.
 * Undefined where ids of evidence are not such as stand for one place with one content: docs/adr/0007.
 */
export function gistOf(page: Page, assessment: SystemAssessment): string | undefined {
  const {index} = page
  if (!index.hasTellingIds) return undefined
  const {system, disposition, ...alone} = shownAlone(page, assessment)
  const {users, used} = linksOf(index, assessment.system)
  return sha256(
    JSON.stringify([
      itemDigest(system),
      disposition && itemDigest(disposition),
      alone,
      (system.supportEnds ?? []).map(({usedBy}) => usedBy.map(index.nameOf)),
      users.flatMap((link) => linkGist(page, assessment.system, link)),
      used.flatMap((link) => linkGist(page, assessment.system, link)),
      areTables(index),
    ]),
  )
}

type Gist = string | number | boolean | null

/** What a system shows of one of its links; of what is no system, nothing. */
function linkGist(page: Page, system: string, {system: other, how, tied = false, free = false}: Link): readonly Gist[] {
  const {index} = page
  const mention = mentionOf(index, other)
  if (mention === '' || other === system) return []
  const file = page.fileOf(other)
  const where = file === page.file ? '' : (file ?? null)
  return [mention, where, how, Number(tied) + 2 * Number(free) + 4 * Number(isOneGroup(index, system, other))]
}

const mentionsOf = oncePer((_index: ReportIndex) => new Map<string, string>())

/** What others show of a system; empty where it is none. */
function mentionOf(index: ReportIndex, system: string): string {
  const mentions = mentionsOf(index)
  const known = mentions.get(system)
  if (known !== undefined) return known
  const assessment = index.assessments.get(system)
  const {organisation = ''} = assessment ?? {}
  const mention = assessment
    ? JSON.stringify([
        system,
        index.nameOf(system),
        organisation,
        index.organisationName(organisation),
        ratingOf(assessment),
        isStaying(index, system),
      ])
    : ''
  mentions.set(system, mention)
  return mention
}
