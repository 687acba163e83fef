import {packageName, type ScriptLibrary} from '../script-library.ts'
import {cloudLibrary} from './cloud.ts'
import {databaseLibraries} from './databases.ts'
import {httpLibraries} from './http.ts'
import {machineLibraries} from './machines.ts'
import {queueLibraries} from './queues.ts'
import {routerLibraries} from './routers.ts'

const libraries: readonly ScriptLibrary[] = [
  ...httpLibraries,
  ...databaseLibraries,
  ...queueLibraries,
  ...machineLibraries,
  ...routerLibraries,
]

const byPackage = new Map(libraries.flatMap((library) => library.packages.map((name) => [name, library] as const)))

/** What the names of an import stand for; undefined for a module that connects to nothing, as far as is known. */
export function libraryOf(specifier: string): ScriptLibrary | undefined {
  if (specifier.startsWith('.')) return undefined
  return byPackage.get(specifier) ?? byPackage.get(packageName(specifier)) ?? cloudLibrary(specifier)
}
