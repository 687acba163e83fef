import {join, relative, sep} from 'node:path'

/** Where everything of one audit stands. */
export interface AuditFolder {
  readonly root: string
  readonly cache: string
  readonly estate: string
  readonly graph: string
  readonly assessments: string
  readonly roadmap: string
  readonly stages: string
  /** Figures of the last audits of this folder. */
  readonly audits: string
  /** What is known of source trees' files. */
  readonly scans: string
  /** Pictures drawn before. */
  readonly pictures: string
  /** Red ratings of the last plan, by the facts that they were found from. */
  readonly verdicts: string
  /** What knowing each open criterion saves, as the last assessment found it. */
  readonly gains: string
  /** What each assessment of the last was made from. */
  readonly assessed: string
  /** Where the parts of systems stand in the last report, by what they show. */
  readonly parts: string
  /** Declared files read before. */
  readonly declared: string
  readonly reports: string
  /** What `lifecycle refresh` read of endoflife.date. */
  readonly lifecycle: string
  /** What every audit found, as it differs from the one before. Never deleted. */
  readonly snapshots: string
  /** What the newest of them holds, by hashes. */
  readonly newestSnapshot: string
}

export function auditFolder(root: string): AuditFolder {
  const cache = join(root, '.domesday')
  return {
    root,
    cache,
    estate: join(cache, 'estate.jsonl'),
    graph: join(cache, 'graph.db'),
    assessments: join(cache, 'assessments.json'),
    roadmap: join(cache, 'roadmap.json'),
    stages: join(cache, 'stages.json'),
    audits: join(cache, 'audits.json'),
    scans: join(cache, 'scans'),
    pictures: join(cache, 'pictures'),
    verdicts: join(cache, 'verdicts.json'),
    gains: join(cache, 'gains.json'),
    assessed: join(cache, 'assessed.json'),
    parts: join(cache, 'parts.json'),
    declared: join(cache, 'declared'),
    reports: join(root, 'reports'),
    lifecycle: join(root, 'lifecycle', 'endoflife-date.json'),
    snapshots: join(root, 'snapshots'),
    newestSnapshot: join(cache, 'snapshot.json'),
  }
}

/** `inventories/<organisation>/<source id>.jsonl`: what a collector wrote. */
export function inventoryPath(organisation: string, sourceId: string): string {
  return `inventories/${organisation}/${sourceId}.jsonl`
}

/** `evidence/<organisation>/<source id>`: what a collector saw, as it came. Never deleted. */
export function evidencePath(organisation: string, sourceId: string): string {
  return `evidence/${organisation}/${sourceId}`
}

/** What a collector has done so far. */
export function journalPath(folder: AuditFolder, organisation: string, sourceId: string): string {
  return join(folder.cache, 'journal', `${organisation}--${sourceId}.jsonl`)
}

/** Listings of costs that were paid for. */
export function paidListingsPath(folder: AuditFolder): string {
  return join(folder.cache, 'cost-explorer')
}

/** A path relative to the folder with `/`, as documents and messages show it. */
export function shownPath(folder: AuditFolder, path: string): string {
  return relative(folder.root, path).split(sep).join('/') || '.'
}
