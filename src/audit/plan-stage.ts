import type {Assessments} from '../model/assessment.ts'
import {writtenMonth} from '../model/calendar.ts'
import {InventoryError} from '../errors.ts'
import type {Estate} from '../model/estate.ts'
import {nearest} from '../model/nearest.ts'
import type {Settings} from '../model/settings.ts'
import type {Roadmap} from '../model/roadmap.ts'
import {redRatings} from '../assess/red-ratings.ts'
import {planRoadmap} from '../plan/plan-roadmap.ts'
import {askDispositions} from '../plugin/ask-plugins.ts'
import {factsBase} from './facts-base.ts'
import {folderCatalogue} from './folder-catalogue.ts'
import {organisationCatalogues} from './organisation-catalogues.ts'
import {type AuditContext, documentStage, noteFailures} from './context.ts'
import {rulesOf, systemsToWeigh} from './plugin-facts.ts'
import {refreshedInput} from './refreshed-input.ts'
import {planParts, planStart} from './stage-keys.ts'
import {verdictMemory} from './verdict-memory.ts'
import {hashOfFile} from '../model/write-whole.ts'

export async function planStage(context: AuditContext, estate: Estate, assessments: Assessments): Promise<Roadmap> {
  const {folder, settings, plugins} = context
  wantKnownDeadlines(settings, estate)
  const from = planStart(context)
  const hash = await hashOfFile(folder.assessments)
  return documentStage(context, {
    name: 'plan',
    parts: await planParts(context),
    path: folder.roadmap,
    make: async () => {
      const catalogue = await folderCatalogue(folder)
      const hasRules = plugins.used.some(({department}) => department.dispositions.length > 0)
      const {answers, failures} = await askDispositions(plugins, hasRules ? systemsToWeigh(estate, assessments) : [])
      noteFailures(context, failures)
      const {memory, save} = await verdictMemory(folder.verdicts, await factsBase(context, estate))
      const roadmap = planRoadmap({
        estate,
        assessments,
        plan: settings.plan,
        from,
        ratingsAt: redRatings({
          estate,
          catalogue,
          ownCatalogues: organisationCatalogues(plugins, catalogue, estate),
          horizonYears: settings.assess.horizonYears,
          rules: rulesOf(assessments),
          memory,
        }),
        weights: Map.groupBy(answers, ({system}) => system),
        failures,
        producedBy: context.producedBy,
        inputs: [{path: '.domesday/assessments.json', sha256: hash ?? ''}, ...(await refreshedInput(folder))],
      })
      await save()
      return roadmap
    },
    note: planNote,
  })
}

/** A deadline of a system that is not there would be kept by nobody. */
function wantKnownDeadlines({plan}: Settings, estate: Estate): void {
  const systems = new Set(estate.entities.filter(({kind}) => kind === 'system').map(({id}) => id))
  const faults = plan.deadlines
    .filter(({system}) => !systems.has(system))
    .map(({system}) => {
      const like = nearest(system, systems)
      return {
        message: `plan.deadlines names '${system}', and the estate has no such system`,
        where: 'domesday.yaml',
        ...(like && {hint: `Did you mean '${like}'?`}),
      }
    })
  if (faults.length > 0)
    throw new InventoryError('unknown-system', 'domesday.yaml has deadlines of systems that are not there.', {faults})
}

function planNote(roadmap: Roadmap): string {
  const last = roadmap.waves.at(-1)
  const unplaced = roadmap.unplaced.length > 0 ? `, ${roadmap.unplaced.length} not placed` : ''
  if (!last) return `no waves${unplaced}`
  const waves = roadmap.waves.length === 1 ? '1 wave' : `${roadmap.waves.length} waves`
  return `${waves}, ${writtenMonth(roadmap.from)} to ${writtenMonth(last.end)}${unplaced}`
}
