import {productsOfBuildMachine} from './build-machines.ts'
import {productOfLicence} from './cloud-images.ts'
import {productsOfReference} from './container-image.ts'
import {productOfEngine, productsOfCloudSql, versionOfEngine} from './database-engines.ts'
import {productsOfDelphiFormat, productsOfFormsVersion, productsOfPowerBuilderRelease} from './desktop-projects.ts'
import {productsOfAzureStack, productsOfGoogleRuntime} from './function-runtimes.ts'
import {javaVersion} from './java-versions.ts'
import {productOfCompiler, productsOfLibrary} from './mainframe-libraries.ts'
import {productsOfMachineImage} from './machine-image.ts'
import type {ProductFound} from './product-found.ts'
import {oldRuntimeOf, runtimeOf} from './target-frameworks.ts'
import {productsOfToldName} from './told-names.ts'

type Alias = (text: string) => readonly ProductFound[]

const listed = (found: ProductFound | undefined): readonly ProductFound[] => (found ? [found] : [])

/** From what is found in code, clouds and machines to products and versions, by the kind of thing that was found. */
export const aliases = {
  /** `node:18-alpine3.18`, `registry.example/library/python:3.11-slim-bookworm`. */
  'container-image': productsOfReference,
  /** `Windows_Server-2019-English-Full-Base-2023.07.12`: an image of a machine at AWS. */
  'machine-image': productsOfMachineImage,
  /** `.../global/licenses/debian-10-buster`: of an image at Google. */
  'google-licence': productOfLicence,
  /** `net8.0-windows`, `netcoreapp3.1`, `net472`. */
  'target-framework': (text) => listed(runtimeOf(text)),
  /** `v4.7.2` of an old-style project. */
  'target-framework-version': (text) => listed(oldRuntimeOf(text, undefined)),
  /** `nodejs18.x`: the catalogue has Lambda's own dates. */
  'lambda-runtime': (text) => [{product: 'aws-lambda', version: text.trim()}],
  /** `NODE|18-lts`, `TOMCAT|9.0-java11`: of App Service and Azure Functions. */
  'azure-stack': productsOfAzureStack,
  /** `python39`, `go121`: of Cloud Functions and App Engine. */
  'google-runtime': productsOfGoogleRuntime,
  /** An engine of RDS and its version: `postgres 13.4`. */
  'rds-engine': rdsEngine,
  /** `POSTGRES_14`, `SQLSERVER_2019_STANDARD`. */
  'cloud-sql': productsOfCloudSql,
  /** `1.8.0_392`, `JavaVersion.VERSION_17`, `JavaSE-1.8`. */
  java: (text) => [{product: 'java', version: javaVersion(text)}],
  /** `ubuntu-22.04`, `windows-2019`: the label of a machine that pipelines run on. */
  'build-machine': productsOfBuildMachine,
  /** `18.8`: the ProjectVersion of a project of Delphi. */
  'delphi-format': productsOfDelphiFormat,
  /** `122010400`: of a module of Oracle Forms in XML. */
  'oracle-forms-xml': productsOfFormsVersion,
  /** `12.5`, `22`: the release that stands in what PowerBuilder exports. */
  'powerbuilder-release': productsOfPowerBuilderRelease,
  /** `IGY.V6R3M0.SIGYCOMP`, `DSNC10.SDSNLOAD`: a library that jobs take programs from. */
  'mainframe-library': productsOfLibrary,
  /** `IGYCRCTL`: a compiler that a job runs. */
  'mainframe-compiler': productOfCompiler,
  /** `Red Hat Enterprise Linux 7 (64-bit)`, what `/etc/os-release`, VMware Tools or `select @@VERSION` say. */
  'told-name': productsOfToldName,
} as const satisfies Readonly<Record<string, Alias>>

/** Kinds of things that tell a product. */
export type AliasKind = keyof typeof aliases

function rdsEngine(text: string): readonly ProductFound[] {
  const [engine = '', version] = text.trim().split(/\s+/)
  const product = productOfEngine(engine)
  // What is called as its product is told by that name.
  return product === engine ? [] : [{product, version: version && versionOfEngine(engine, version)}]
}
