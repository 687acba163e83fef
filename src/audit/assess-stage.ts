import {assessEstate} from '../assess/assess-estate.ts'
import {catalogueHash, loadCatalogue} from '../lifecycle/load-catalogue.ts'
import type {Assessments} from '../model/assessment.ts'
import {writtenDate} from '../model/calendar.ts'
import type {Estate} from '../model/estate.ts'
import {type AuditContext, documentStage} from './context.ts'
import {stageKey} from './stage-journal.ts'
import {hashOfFile} from '../model/write-whole.ts'

export async function assessStage(context: AuditContext, estate: Estate): Promise<Assessments> {
  const {folder, settings} = context
  const estateHash = await hashOfFile(folder.estate)
  return documentStage(context, {
    name: 'assess',
    key: stageKey(context.code, estateHash, await catalogueHash(), context.asOf, settings.assess.horizonYears),
    path: folder.assessments,
    make: async () =>
      assessEstate({
        estate,
        catalogue: await loadCatalogue(),
        asOf: context.asOf,
        horizonYears: settings.assess.horizonYears,
        producedBy: context.producedBy,
        inputs: [{path: '.domesday/estate.jsonl', sha256: estateHash ?? ''}],
      }),
    note: ({asOf}) => `as of ${writtenDate(asOf)}`,
  })
}
