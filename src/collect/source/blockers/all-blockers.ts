import type {BlockerRule} from './blocker-rule.ts'
import {absolutePaths} from './kinds/absolute-paths.ts'
import {assembler} from './kinds/assembler.ts'
import {comComponents} from './kinds/com-components.ts'
import {desktopDatabases} from './kinds/desktop-databases.ts'
import {distributedTransactions} from './kinds/distributed-transactions.ts'
import {dynamicCalls} from './kinds/dynamic-calls.ts'
import {ebcdicExchange} from './kinds/ebcdic-exchange.ts'
import {fileTransfer} from './kinds/file-transfer.ts'
import {globalAssemblyCache} from './kinds/global-assembly-cache.ts'
import {hardCodedCredentials} from './kinds/hard-coded-credentials.ts'
import {hardCodedIp} from './kinds/hard-coded-ip.ts'
import {inMemorySession} from './kinds/in-memory-session.ts'
import {licenceBound} from './kinds/licence-bound.ts'
import {localDiskState} from './kinds/local-disk-state.ts'
import {localMail} from './kinds/local-mail.ts'
import {messageQueuing} from './kinds/message-queuing.ts'
import {nativeLibraries} from './kinds/native-libraries.ts'
import {printing} from './kinds/printing.ts'
import {serialPorts} from './kinds/serial-ports.ts'
import {sixteenBitLibraries} from './kinds/sixteen-bit-libraries.ts'
import {terminalScreens} from './kinds/terminal-screens.ts'
import {thirtyTwoBitLibraries} from './kinds/thirty-two-bit-libraries.ts'
import {windowsAuthentication} from './kinds/windows-authentication.ts'
import {windowsRegistry} from './kinds/windows-registry.ts'
import {windowsService} from './kinds/windows-service.ts'

export const blockerRules: readonly BlockerRule[] = [
  absolutePaths,
  assembler,
  comComponents,
  desktopDatabases,
  distributedTransactions,
  dynamicCalls,
  ebcdicExchange,
  fileTransfer,
  globalAssemblyCache,
  hardCodedCredentials,
  hardCodedIp,
  inMemorySession,
  licenceBound,
  localDiskState,
  localMail,
  messageQueuing,
  nativeLibraries,
  printing,
  serialPorts,
  sixteenBitLibraries,
  terminalScreens,
  thirtyTwoBitLibraries,
  windowsAuthentication,
  windowsRegistry,
  windowsService,
]
