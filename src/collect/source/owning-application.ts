import {isScript} from './languages.ts'
import {languageOf as languageBuiltIn} from './languages/all-languages.ts'
import {nearestApplication} from './manifests/all-manifests.ts'
import {parentOf} from './resolve-imports.ts'

interface Placed {
  readonly folder: string
  readonly language: string
}

/** Settings that only programs of one language read. */
const settingsOf: readonly (readonly [RegExp, string])[] = [
  [
    /\.properties$|(^|\/)(?:application|bootstrap)[\w-]*\.ya?ml$|(^|\/)(?:META-INF|WEB-INF)\/|(^|\/)(?:src\/main)\/resources\//i,
    'Java',
  ],
  [/(^|\/)(?:appsettings[\w.-]*\.json|launchSettings\.json)$|\.config$/i, 'C#'],
]

/**
 * The application that a file is of: the nearest of the file's own language, so that where several share a folder, or one
 * of another language stands between, the code stays with what it is built into. What is of no language is of the nearest
 * there is, and of several in one folder not of that which runs in browsers. Scanners from outside bring languages too.
 */
export function owningApplication<T extends Placed>(
  path: string,
  applications: readonly T[],
  languageOf: (path: string) => string | undefined = languageBuiltIn,
): T | undefined {
  const language = buildLanguage(path, languageOf(path))
  // Scripts of browsers are served by applications of any language, the nearest.
  const own = language === 'JavaScript' ? [] : applications.filter((one) => one.language === language)
  const ofLanguage = nearestApplication(path, own, language)
  if (ofLanguage && languageOf(path) !== undefined) return ofLanguage
  const nearest = nearestApplication(path, applications, language)
  if (nearest === undefined || nearest.language === language) return nearest
  const beside = applications.filter(({folder}) => folder === nearest.folder)
  return language === 'JavaScript' ? nearest : (beside.find((one) => one.language !== 'JavaScript') ?? nearest)
}

/** Files for which this is the same are of the same application. */
export function ownershipKey(path: string, languageOf: (path: string) => string | undefined): string {
  const own = languageOf(path)
  return `${parentOf(path)}|${buildLanguage(path, own) ?? ''}|${own === undefined ? '' : 'code'}`
}

/** The language of the applications that files of a path are built into; undefined where any may use them. */
function buildLanguage(path: string, own: string | undefined): string | undefined {
  if (isScript(path)) return 'JavaScript'
  const language = own ?? settingsOf.find(([pattern]) => pattern.test(path))?.[1]
  if (language === 'Visual Basic') return 'C#'
  return language === 'Shell' || language === 'PowerShell' ? undefined : language
}
