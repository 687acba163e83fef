import type {FactMaker} from '../../languages/library.ts'
import {brokerAt} from '../../languages/brokers.ts'
import {alike, firstSaid, literalOf, ofMade, received, sent} from '../makers.ts'
import type {ScriptLibrary, ScriptType} from '../script-library.ts'

const rabbit =
  (does: 'sends' | 'receives'): FactMaker =>
  (site) => {
    // A message for the exchange that has no name goes to the queue that its key is.
    const [first, second] = [site.argument(0), site.argument(1)]
    const queue =
      does === 'sends' && second && literalOf(second) !== ''
        ? literalOf(first) === ''
          ? second
          : firstSaid(first, second)
        : first
    return {is: 'queue', product: 'rabbitmq', does, operation: site.name, ...(queue && {queue})}
  }
const declared =
  (product: string): FactMaker =>
  (site) => {
    const queue = site.argument(0)
    return queue && {is: 'queue', product, operation: site.name, queue}
  }
const channel: ScriptType = {
  methods: {
    sendToQueue: sent('rabbitmq', 0),
    publish: rabbit('sends'),
    consume: received('rabbitmq', 0),
    get: received('rabbitmq', 0),
    assertQueue: declared('rabbitmq'),
    assertExchange: declared('rabbitmq'),
  },
}

const brokers = brokerAt('apache-kafka', 'brokers', 'kafkaJS.brokers', 'bootstrap.servers', 'metadata.broker.list')
/** `connect({hostname: 'mq.dept.example'})`, or an address. */
const rabbitConnected = brokerAt('amqp', 'hostname', 0)

const kafkaSent: FactMaker = (site) => {
  const topics = site.each('topic')
  return topics.length > 0 ? sent('apache-kafka', 'topic')(site) : sent('apache-kafka')(site)
}
const kafka: ScriptLibrary = {
  packages: ['kafkajs', '@confluentinc/kafka-javascript'],
  types: {
    Kafka: {made: brokers, gives: {producer: 'Producer', consumer: 'Consumer'}},
    Producer: {methods: {send: kafkaSent, sendBatch: kafkaSent}},
    Consumer: {methods: {subscribe: received('apache-kafka', 'topics', 'topic')}},
  },
}

const rdkafka: ScriptLibrary = {
  packages: ['node-rdkafka'],
  types: {
    Producer: {made: brokers, methods: {produce: sent('apache-kafka', 0)}},
    HighLevelProducer: {made: brokers, methods: {produce: sent('apache-kafka', 0)}},
    KafkaConsumer: {made: brokers, methods: {subscribe: received('apache-kafka', 0)}},
  },
}

const serviceBus: ScriptType = {
  methods: {
    createSender: sent('azure-service-bus', 0),
    createReceiver: received('azure-service-bus', 0),
    createQueueClient: declared('azure-service-bus'),
    createTopicClient: declared('azure-service-bus'),
    acceptNextSession: received('azure-service-bus', 0),
  },
}

const pubsub: ScriptLibrary = {
  packages: ['@google-cloud/pubsub'],
  types: {
    PubSub: {gives: {topic: 'Topic', subscription: 'Subscription'}},
    Topic: {
      methods: alike('publish publishMessage publishJSON', ofMade('google-pubsub', 'sends')),
      gives: {subscription: 'Subscription'},
    },
    Subscription: {methods: {on: ofMade('google-pubsub', 'receives'), pull: ofMade('google-pubsub', 'receives')}},
  },
}

const bull: ScriptType = {
  methods: {
    ...alike('add addBulk', ofMade('redis', 'sends')),
    process: ofMade('redis', 'receives'),
  },
  gives: alike('getJob', 'Job'),
}

/** `consumer.client.send({destination: '/queue/orders'})` */
const stomp: ScriptType = {
  methods: {
    ...alike('send publish', sent('stomp', 'destination', 0)),
    subscribe: received('stomp', 'destination', 0),
  },
}

function subjects(packages: readonly string[], product: string): ScriptLibrary {
  const client: ScriptType = {
    methods: {publish: sent(product, 0), request: sent(product, 0), subscribe: received(product, 0)},
    gives: {jetstream: 'Client'},
  }
  return {
    packages,
    types: {
      '': {gives: {...alike('connect connectAsync', 'Client')}},
      Client: client,
      NatsConnection: client,
      MqttClient: client,
      connect: {makes: 'Client'},
    },
  }
}

export const queueLibraries: readonly ScriptLibrary[] = [
  {
    packages: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
    types: {
      '': {methods: {connect: rabbitConnected}, gives: {connect: 'Connection'}},
      Connection: {gives: alike('createChannel createConfirmChannel', 'Channel')},
      ChannelModel: {gives: alike('createChannel createConfirmChannel', 'Channel')},
      Channel: channel,
      ConfirmChannel: channel,
      ChannelWrapper: channel,
    },
  },
  kafka,
  rdkafka,
  {packages: ['@azure/service-bus'], types: {'': {}, ServiceBusClient: serviceBus}},
  pubsub,
  {
    packages: ['bull', 'bullmq', 'bee-queue', '@nestjs/bull', '@nestjs/bullmq'],
    types: {
      '': bull,
      Queue: bull,
      Worker: {made: received('redis', 0)},
      QueueEvents: {},
      Processor: {made: received('redis', 'name', 0)},
      BullModule: {},
      Job: {},
    },
  },
  {packages: ['sqs-consumer'], types: {Consumer: {methods: {create: consumed}}}},
  {
    packages: ['stompit', '@stomp/stompjs', 'stompjs', 'webstomp-client', 'stomp-client'],
    types: {
      '': {gives: {connect: 'Client', over: 'Client', client: 'Client'}},
      Client: stomp,
      CompatClient: stomp,
      StompClient: stomp,
      ChannelPool: {gives: {channel: 'Client'}},
    },
  },
  subjects(['nats', 'ts-nats', '@nats-io/transport-node'], 'nats'),
  subjects(['mqtt', 'async-mqtt'], 'mqtt'),
  // What its patterns are called by depends on a transport that is said elsewhere.
  {
    packages: ['@nestjs/microservices'],
    types: {
      ClientKafka: {methods: alike('emit send', sent('apache-kafka', 0))},
      ClientKafkaProxy: {methods: alike('emit send', sent('apache-kafka', 0))},
    },
  },
  {packages: ['ibmmq', 'ibmmqjs'], types: {'': {}, MQOD: {}}},
]

function consumed(site: Parameters<FactMaker>[0]): ReturnType<FactMaker> {
  const url = site.named('queueUrl')
  const queue = url && ('literal' in url ? {literal: url.literal.replace(/^.*\//s, '')} : url)
  return {is: 'queue', product: 'aws-sqs', does: 'receives', ...(queue && {queue})}
}
