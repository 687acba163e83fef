import {assessEstate} from '../assess/assess-estate.ts'
import type {QuestionTables} from '../assess/next-questions.ts'
import {catalogueHash, loadCatalogue} from '../lifecycle/load-catalogue.ts'
import type {Assessments} from '../model/assessment.ts'
import {writtenDate} from '../model/calendar.ts'
import type {Estate} from '../model/estate.ts'
import type {CalendarDate} from '../model/values.ts'
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
    make: async () => (await assessor(context, estate))(context.asOf),
    note: ({asOf}) => `as of ${writtenDate(asOf)}`,
  })
}

/** Scores the estate as of any date. */
export async function assessor(context: AuditContext, estate: Estate): Promise<(asOf: CalendarDate) => Assessments> {
  const catalogue = await loadCatalogue()
  const inputs = [{path: '.domesday/estate.jsonl', sha256: (await hashOfFile(context.folder.estate)) ?? ''}]
  const {horizonYears} = context.settings.assess
  const questionTables: QuestionTables = new Map()
  return (asOf) =>
    assessEstate({estate, catalogue, asOf, horizonYears, producedBy: context.producedBy, inputs, questionTables})
}
