import type {FactMaker} from '../library.ts'

/** A channel of MicroProfile; of one that is put in, only an emitter's sends. */
export const channel =
  (does: 'sends' | 'receives', isPutIn = false): FactMaker =>
  (site) => {
    const name = site.argument(0) ?? site.named('value')
    if (!name || !('literal' in name)) return undefined
    const isEmitter = /Emitter\b/.test(site.declared?.type ?? '')
    return {is: 'channel', name: name.literal, does: isPutIn && !isEmitter ? 'receives' : does}
  }

/** What a listener of Micronaut takes, and what its client sends. */
export const micronautTopic =
  (product: string): FactMaker =>
  (site) => {
    const does = site.around('KafkaClient') ? 'sends' : site.around('KafkaListener') ? 'receives' : undefined
    return does && site.each('value', 'patterns', 0).map((queue) => ({is: 'queue', product, does, queue}) as const)
  }

export const micronautQueue: FactMaker = (site) => {
  const queue = site.argument(0) ?? site.named('value')
  const of = (name: string): boolean => site.around(name) !== undefined
  if (!queue) return undefined
  if (of('RabbitListener')) return {is: 'queue', product: 'rabbitmq', does: 'receives', queue}
  if (of('JMSListener')) return {is: 'queue', product: 'jms', does: 'receives', queue}
  return of('JMSProducer') ? {is: 'queue', product: 'jms', does: 'sends', queue} : undefined
}
