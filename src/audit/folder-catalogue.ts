import {loadCatalogue} from '../lifecycle/load-catalogue.ts'
import {oncePer} from '../model/once-per.ts'
import type {AuditFolder} from './audit-folder.ts'

/** The lifecycle catalogue of a folder, read once for all stages of a run: each run has a folder of its own. */
export const folderCatalogue = oncePer(({lifecycle}: Pick<AuditFolder, 'lifecycle'>) => loadCatalogue(lifecycle))
