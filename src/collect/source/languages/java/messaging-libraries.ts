import {listener, queueCall, type LibraryRules} from '../library.ts'
import {brokerTypes} from './machines.ts'
import {entityPath, sideOfBus, jms, activation, jmsSession, rabbit, rabbitPublish, rabbitQueue} from './makers.ts'
import {channel, micronautQueue, micronautTopic} from './messaging.ts'

/** Queues and topics, and what listens to them. */
export const messagingRules: readonly LibraryRules[] = [
  {
    imports: ['javax.jms.', 'jakarta.jms.', 'org.springframework.jms.'],
    types: {
      JmsTemplate: jms,
      JmsOperations: jms,
      Session: jmsSession,
      JMSContext: jmsSession,
      QueueSession: jmsSession,
      TopicSession: jmsSession,
      XASession: jmsSession,
    },
    annotations: {
      JmsListener: listener('jms', 'destination'),
      MessageDriven: listener('jms', 'mappedName'),
      ActivationConfigProperty: activation,
    },
  },
  {
    imports: ['org.springframework.kafka.', 'org.apache.kafka.'],
    types: {
      ...brokerTypes.kafka,
      KafkaTemplate: {
        methods: {send: queueCall('apache-kafka', 'sends', 0), sendDefault: queueCall('apache-kafka', 'sends')},
      },
      ProducerRecord: {made: queueCall('apache-kafka', 'sends', 0)},
      KafkaConsumer: {
        methods: {
          subscribe: (site) =>
            site.each(0).map((queue) => ({is: 'queue', product: 'apache-kafka', does: 'receives', queue})),
        },
      },
    },
    annotations: {KafkaListener: listener('apache-kafka', 'topics', 'topicPattern')},
  },
  {
    imports: ['org.springframework.amqp.', 'com.rabbitmq.'],
    types: {
      ...brokerTypes.rabbit,
      RabbitTemplate: {methods: {convertAndSend: rabbit, send: rabbit, receive: queueCall('rabbitmq', 'receives', 0)}},
      AmqpTemplate: {methods: {convertAndSend: rabbit, send: rabbit, receive: queueCall('rabbitmq', 'receives', 0)}},
      Channel: {
        methods: {
          basicPublish: rabbitPublish,
          basicConsume: queueCall('rabbitmq', 'receives', 0),
          basicGet: queueCall('rabbitmq', 'receives', 0),
        },
      },
    },
    annotations: {RabbitListener: listener('rabbitmq', 'queues'), Queue: rabbitQueue},
  },
  {
    imports: ['org.eclipse.microprofile.reactive.messaging.', 'io.smallrye.reactive.messaging.'],
    annotations: {Incoming: channel('receives'), Outgoing: channel('sends'), Channel: channel('sends', true)},
  },
  {
    imports: ['io.micronaut.configuration.kafka.', 'io.micronaut.rabbitmq.', 'io.micronaut.jms.'],
    annotations: {Topic: micronautTopic('apache-kafka'), Queue: micronautQueue},
  },
  {
    imports: ['io.awspring.', 'org.springframework.cloud.aws.'],
    annotations: {SqsListener: listener('aws-sqs', 'value', 'queueNames')},
  },
  {
    imports: ['com.azure.messaging.servicebus.'],
    types: {ServiceBusClientBuilder: {methods: {queueName: sideOfBus, topicName: sideOfBus}}},
  },
  {imports: ['com.microsoft.azure.servicebus.'], types: {ConnectionStringBuilder: {made: entityPath}}},
]
