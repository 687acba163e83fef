import {assessEstate} from '../assess/assess-estate.ts'
import type {Assessments} from '../model/assessment.ts'
import {writtenDate} from '../model/calendar.ts'
import type {Estate} from '../model/estate.ts'
import type {RuleProposals} from '../model/plugin.ts'
import {askCriteria, type SystemProposal} from '../plugin/ask-plugins.ts'
import {folderCatalogue} from './folder-catalogue.ts'
import {assessmentMemory} from './assessment-memory.ts'
import {factsBase} from './facts-base.ts'
import {gainMemory} from './gain-memory.ts'
import {organisationCatalogues} from './organisation-catalogues.ts'
import {type AuditContext, documentStage, noteFailures} from './context.ts'
import {systemsToScore} from './plugin-facts.ts'
import {refreshedInput} from './refreshed-input.ts'
import {assessParts} from './stage-keys.ts'
import {hashOfFile} from '../model/write-whole.ts'

export async function assessStage(context: AuditContext, estate: Estate): Promise<Assessments> {
  const {folder, settings, plugins} = context
  const estateHash = await hashOfFile(folder.estate)
  let keep = async (_made: Assessments): Promise<void> => undefined
  const assessments = await documentStage(context, {
    name: 'assess',
    parts: await assessParts(context),
    path: folder.assessments,
    make: async () => {
      const catalogue = await folderCatalogue(folder)
      const on = {
        asOf: context.asOf,
        horizonYears: settings.assess.horizonYears,
        catalogue,
        ownCatalogues: organisationCatalogues(plugins, catalogue, estate),
      }
      const hasRules = plugins.used.some(({department}) => department.criteria.length > 0)
      const {answers, failures} = await askCriteria(plugins, hasRules ? systemsToScore(estate, on) : [])
      noteFailures(context, failures)
      const {memory, save} = await gainMemory(folder.gains, context.code)
      const base = [await factsBase(context, estate), context.asOf].join(' ')
      const made = await assessmentMemory(folder, base)
      keep = made.save
      const assessments = assessEstate({
        ...on,
        estate,
        gains: memory,
        before: made.memory,
        rules: bySystem(answers),
        failures,
        producedBy: context.producedBy,
        inputs: [{path: '.domesday/estate.jsonl', sha256: estateHash ?? ''}, ...(await refreshedInput(folder))],
      })
      await save()
      return assessments
    },
    note: ({asOf}) => `as of ${writtenDate(asOf)}`,
  })
  await keep(assessments)
  return assessments
}

function bySystem(answers: readonly SystemProposal[]): RuleProposals {
  return new Map(
    [...Map.groupBy(answers, ({system}) => system)].map(([system, own]) => [
      system,
      new Map(
        [...Map.groupBy(own, ({criterion}) => criterion)].map(([criterion, of]) => [
          criterion,
          of.map(({system: _system, criterion: _criterion, ...proposal}) => proposal),
        ]),
      ),
    ]),
  )
}
