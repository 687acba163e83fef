import {SendMessageCommand, SQSClient} from '@aws-sdk/client-sqs'

const queue = new SQSClient({region: 'eu-west-2'})

export async function announce(change: object) {
  await queue.send(new SendMessageCommand({QueueUrl: process.env.ANNOUNCEMENTS_QUEUE, MessageBody: JSON.stringify(change)}))
}
