import {brokerAt, brokersSaid} from '../brokers.ts'
import {connects} from '../connections.ts'
import {type FactMaker, type Site, type TypeRule} from '../library.ts'
import {database} from './makers.ts'

const activeMq: TypeRule = {made: brokerAt('activemq', 0), methods: {setBrokerURL: brokerAt('activemq', 0)}}
const ibmMq: TypeRule = {
  methods: {setHostName: brokerAt('ibm-mq', 0), setConnectionNameList: brokerAt('ibm-mq', 0)},
}

/** Of Spring's factory, a machine may be the first argument, and of its maker a factory of RabbitMQ's own. */
const cachingFactory: FactMaker = (site) => {
  const first = site.argument(0)
  return first && 'literal' in first ? brokersSaid('amqp', [first]) : undefined
}

/** What connects to brokers: by the names of types, which are of one product. */
export const brokerTypes = {
  /** Their factories are often made by their whole names. */
  everywhere: {
    ActiveMQConnectionFactory: activeMq,
    MQConnectionFactory: ibmMq,
    MQQueueConnectionFactory: ibmMq,
    MQTopicConnectionFactory: ibmMq,
  },
  kafka: {ProducerConfig: {}, ConsumerConfig: {}, CommonClientConfigs: {}, KafkaProducer: {}},
  rabbit: {
    ConnectionFactory: {methods: {setHost: brokerAt('amqp', 0), setUri: brokerAt('amqp', 0)}},
    CachingConnectionFactory: {
      made: cachingFactory,
      methods: {
        setHost: brokerAt('amqp', 0),
        setUri: brokerAt('amqp', 0),
        setAddresses: brokerAt('amqp', 0),
      },
    },
  },
} as const satisfies Record<string, Record<string, TypeRule>>

/** A machine and its port, or an address; a pool may have its own settings before them. */
const redisMade: FactMaker = (site: Site) => {
  const [first, second] = [site.argument(0), site.argument(1)]
  const host = first && !('unresolved' in first) ? first : second && 'literal' in second ? second : undefined
  return host && connects({product: 'redis', operation: 'connect', text: host})
}
const setsMachine: FactMaker = (site) => connects({product: 'redis', operation: 'connect', host: site.argument(0)})

const jedis: TypeRule = {...database('redis'), made: redisMade}

/** Clients of Redis, and what they are told its machine by. */
export const redisMachines: Readonly<Record<string, TypeRule>> = {
  Jedis: jedis,
  JedisPool: jedis,
  JedisPooled: jedis,
  HostAndPort: {made: redisMade},
  RedisStandaloneConfiguration: {made: redisMade, methods: {setHostName: setsMachine}},
  JedisConnectionFactory: {methods: {setHostName: setsMachine}},
  LettuceConnectionFactory: {made: (site) => (site.argumentCount === 2 ? redisMade(site) : undefined)},
}
