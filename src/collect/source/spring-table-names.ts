import type {Owner} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import type {Fact, MappedTable} from './languages/fact.ts'
import type {ApplicationFound} from './manifests/manifest-kind.ts'
import type {TreeScan} from './scan-tree.ts'
import {keySpelling} from './settings/setting-seen.ts'

type Scanned = Pick<TreeScan, 'facts' | 'settings'>

/**
 * Facts with the tables of classes of Hibernate as they are called: Spring Boot has Hibernate write `OrderLine` as
 * `order_line`, in a table's name that an annotation says too, unless a setting or code of the application names
 * another strategy, or code sets Hibernate up itself. Elsewhere names stay as they are written.
 */
export function withSpringNames(
  {facts, settings}: Scanned,
  applications: ReadonlyMap<ApplicationFound, string>,
  ownerOf: (path: string) => Pick<Owner, 'id'>,
): TreeScan['facts'] {
  if (![...facts.values()].some((own) => own.some(isOfHibernate))) return facts
  const bySpring = new Set([...applications].flatMap(([application, id]) => (isSpringBoot(application) ? [id] : [])))
  for (const id of otherwiseNamed({facts, settings}, ownerOf)) bySpring.delete(id)
  return new Map(
    [...facts].map(([path, own]) => [
      path,
      own.some(isOfHibernate) ? own.flatMap((fact) => named(fact, bySpring.has(ownerOf(path).id))) : own,
    ]),
  )
}

function isOfHibernate(fact: Fact): fact is MappedTable {
  return fact.is === 'mapped' && fact.naming === 'hibernate'
}

function isSpringBoot({technologies, packages}: ApplicationFound): boolean {
  const isByAnother = packages.some(({namespace}) => namespace === 'org.eclipse.persistence')
  return !isByAnother && technologies.some(({product}) => product === 'spring-boot')
}

/** The applications whose settings or code say how tables are named, or that set Hibernate up themselves. */
function otherwiseNamed({facts, settings}: Scanned, ownerOf: (path: string) => Pick<Owner, 'id'>): ReadonlySet<string> {
  const isOther = ({key, literal = ''}: {readonly key: string; readonly literal?: string}): boolean =>
    /naming.*strategy/i.test(keySpelling(key)) &&
    !/\.(?:SpringPhysicalNamingStrategy|SpringImplicitNamingStrategy|CamelCaseToUnderscoresNamingStrategy)$/.test(
      literal,
    )
  const isProduction = (path: string): boolean => roleOf(path) === 'production'
  const paths = [
    ...[...settings].flatMap(([path, own]) => (own.some(isOther) ? [path] : [])),
    ...[...facts].flatMap(([path, own]) =>
      own.some((fact) => isOfHibernate(fact) && fact.entity === '*') ? [path] : [],
    ),
  ]
  return new Set(paths.filter(isProduction).map((path) => ownerOf(path).id))
}

/** What only says that code names tables is told to nobody else. */
function named(fact: Fact, isBySpring: boolean): readonly Fact[] {
  if (!isOfHibernate(fact)) return [fact]
  if (fact.entity === '*') return []
  const isKnown = isBySpring && 'literal' in fact.table
  return [isKnown ? {...fact, table: {literal: springName(fact.table.literal)}} : fact]
}

/** `OrderLine` is `order_line`, `HTTPLog` is `httplog`; the last letter begins no word. */
function springName(written: string): string {
  return written.replace(/(?<=\p{Ll})(?=\p{Lu}\p{Ll})/gu, '_').toLowerCase()
}
