import {libraryOf} from '../../dist/collect/source/scripts/libraries/all-libraries.js'

/** What reads this machine's files and settings, runs its programs, or says when something runs. */
const ofThisMachine =
  /^(?:node:)?(?:fs(?:\/promises|-extra)?|graceful-fs|child_process|execa|cross-spawn|shelljs|zx|tinyexec|config|nconf|rc|convict|cron|croner|agenda|node-(?:cron|schedule)|@nestjs\/(?:schedule|config))$/

/** The library of a package through which another system is called; undefined for one that only serves, and for others. */
export function clientOf(name) {
  const library = libraryOf(name)
  if (!library || ofThisMachine.test(name)) return undefined
  return Object.values(library.types).some(({isRouter}) => isRouter) ? undefined : library
}
