import {readFile} from 'node:fs/promises'
import type {ProducedBy} from '../model/document.ts'
import {jsonText} from '../model/json-document.ts'
import {failureText, type PluginFailure} from '../model/plugin.ts'
import type {Settings, StoreSetting} from '../model/settings.ts'
import type {Plugins} from '../plugin/load-plugins.ts'
import type {CalendarDate} from '../model/values.ts'
import type {AuditFolder} from './audit-folder.ts'
import type {Progress} from './progress.ts'
import {judgeStage, type KeyParts, recordStage} from './stage-journal.ts'
import {writeWhole} from '../model/write-whole.ts'

/** What every stage of one run is given. */
export interface AuditContext {
  readonly folder: AuditFolder
  /** domesday.yaml with what the plugins bring. */
  readonly settings: Settings
  /** domesday.yaml alone. */
  readonly ownSettings: Settings
  readonly plugins: Plugins
  /** The plugins, as a stage's key has them. */
  readonly pluginParts: KeyParts
  readonly settingsSha256: string
  /** Where the graph is kept: `--store`, or what domesday.yaml says. */
  readonly store: StoreSetting
  readonly asOf: CalendarDate
  readonly planFrom: CalendarDate | undefined
  /** Take up no unfinished run of a cloud. */
  readonly fresh?: boolean
  readonly today: CalendarDate
  readonly producedBy: ProducedBy
  readonly code: string
  readonly progress: Progress
  readonly signal: AbortSignal | undefined
}

/** As much of it as a collector needs. */
export type CollectContext = Pick<AuditContext, 'folder' | 'producedBy' | 'today' | 'signal' | 'progress' | 'code'>

/** A rule of a plugin that could not be used is told when it happens; the documents keep it. */
export function noteFailures({progress}: AuditContext, failures: readonly PluginFailure[]): void {
  for (const failure of failures) progress.note(failureText(failure))
}

interface DocumentStage<T> {
  readonly name: string
  readonly parts: KeyParts
  readonly path: string
  readonly make: () => Promise<T> | T
  readonly note: (document: T) => string
}

/** A stage whose result is one JSON document: read back when nothing that it depends on has changed. */
export async function documentStage<T extends object>(context: AuditContext, stage: DocumentStage<T>): Promise<T> {
  const verdict = await judgeStage(context.folder.stages, stage.name, stage.parts)
  context.progress.begin(stage.name, verdict)
  if (verdict.unchanged) {
    const document = JSON.parse(await readFile(stage.path, 'utf8')) as T // its hash is that of what this code wrote
    context.progress.settle(stage.name, stage.note(document), 'unchanged')
    return document
  }
  context.signal?.throwIfAborted()
  const document = await stage.make()
  await writeWhole(stage.path, jsonText(document))
  await recordStage(context.folder.stages, stage.name, stage.parts, [stage.path])
  context.progress.settle(stage.name, stage.note(document), 'done')
  return document
}
