import {attributeValue, type Entity} from './entity.ts'

/** Types of components that applications of programs are made of: they run, or what runs takes them in. */
const partTypes: readonly string[] = ['program', 'job', 'step', 'copybook', 'procedure', 'control']

/** What a thing is in one word: `program`, `table`, `screen`; its kind where nothing says more. */
export function typeOf(entity: Entity | undefined): string {
  if (!entity) return 'thing'
  const type = attributeValue(entity, 'type')
  return typeof type === 'string' ? type : entity.kind
}

/** Whether a thing is a program, or a job, a step or a member that goes with programs, whatever its language. */
export function isProgramPart(entity: Entity | undefined): boolean {
  return entity?.kind === 'component' && partTypes.includes(typeOf(entity))
}
