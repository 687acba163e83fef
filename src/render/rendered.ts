import type {ApplicationCut} from '../model/application-cut.ts'
import type {Assessments} from '../model/assessment.ts'
import type {ProducedBy} from '../model/document.ts'
import type {EarlierAudit} from '../model/earlier-audit.ts'
import type {Estate} from '../model/estate.ts'
import type {WrittenSection} from '../model/plugin.ts'
import type {Roadmap} from '../model/roadmap.ts'
import type {Settings} from '../model/settings.ts'

/** All that a renderer is given. It reads no clock, no file and no network, so the same input gives the same bytes. */
export interface ReportInput {
  readonly estate: Estate
  readonly assessments: Assessments
  readonly roadmap: Roadmap
  readonly settings: Settings
  readonly producedBy: ProducedBy
  /** By id, what people call technologies that a scan named by an id of the catalogue. */
  readonly technologyNames?: ReadonlyMap<string, string>
  /** Plugins' own sections. */
  readonly sections?: readonly WrittenSection[]
  /** By system, how its programs could be cut into groups; without those of few programs. */
  readonly cuts?: ReadonlyMap<string, ApplicationCut>
  /** What the audit of the same folder before this one found; none for a first audit. */
  readonly before?: EarlierAudit
}

/** One file of a report; its path is relative to `reports/`, with `/`. */
export interface RenderedFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/** A file of the last report that would be made again with the same bytes: it is left where it stands. */
export interface StandingFile {
  readonly path: string
  readonly stands: true
}
