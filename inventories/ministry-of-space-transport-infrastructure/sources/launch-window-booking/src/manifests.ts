import {GetObjectCommand, PutObjectCommand, S3Client} from '@aws-sdk/client-s3'

const bucket = process.env.MANIFEST_BUCKET ?? 'msti-launch-manifests'
const storage = new S3Client({region: 'eu-west-2'})

export async function storeManifest(id: string, manifest: string) {
  await storage.send(new PutObjectCommand({Bucket: bucket, Key: `${id}.json`, Body: manifest}))
}

export async function readManifest(id: string) {
  return storage.send(new GetObjectCommand({Bucket: bucket, Key: `${id}.json`}))
}
