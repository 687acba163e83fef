import type {ImportSeen} from '../../resolve-imports.ts'
import {type Library, library, type TypeRule} from '../library.ts'

/** The clients of cloud providers have names without number, but their packages say the service. */
export function cloudClients(imports: readonly ImportSeen[]): readonly Library[] {
  return imports.flatMap(({specifier}) => {
    const [, one, two, three, four, type = ''] = cloudImport.exec(specifier) ?? []
    const service = one
      ? `aws-${one}`
      : two
        ? `aws-${two}`
        : three
          ? `azure-${three.replaceAll('.', '-')}`
          : four
            ? `google-${four}`
            : undefined
    return service && isClient(type) ? [library({imports: [specifier], types: {[type]: clientRule(service)}})] : []
  })
}

const cloudImport =
  /^(?:software\.amazon\.awssdk\.services\.(\w+)|com\.amazonaws\.services\.(\w+)|com\.azure\.((?:[a-z]\w*\.){0,3}[a-z]\w*)|com\.google\.cloud\.(\w+)(?:\.v\w+)?)\.([A-Z]\w*)$/

function isClient(type: string): boolean {
  return (
    /Client$|^Amazon[A-Z]|^AWS[A-Z]|^(?:Storage|BigQuery|Publisher|Subscriber|Firestore|Datastore|Spanner)$/.test(
      type,
    ) && !/Exception$|Builder$|Options$/.test(type)
  )
}

function clientRule(service: string): TypeRule {
  return {
    isMadeByItsName: true,
    methods: {
      '*': ({name, before}) => {
        // Whoever makes a client asks the service, by whatever that is given to.
        if (/^build(?:Client|AsyncClient)?$/.test(name)) return {is: 'cloud', service}
        const isAsked = !setsUp.test(name) && before.every((one) => givesClient.test(one.name))
        return isAsked ? {is: 'cloud', service, operation: name} : undefined
      },
    },
  }
}

/** `getBlobClient("a")`: what is called on it is asked of the service; what is called on an answer is not. */
const givesClient = /^(?:get|build|create|new)\w*Client$/
/** What sets a client up, makes one of another, or ends it asks nothing of the service. */
const setsUp =
  /^(?:close|shutdown|builder|region|credentials?(?:Provider)?|endpoint(?:Override)?|httpClient(?:Builder)?|overrideConfiguration|connectionString|with[A-Z]\w*|getBlob(?:Container)?(?:Name|Url)|getAccount(?:Name|Url))$/
