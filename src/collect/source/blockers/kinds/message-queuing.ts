import {type BlockerRule, files} from '../blocker-rule.ts'

export const messageQueuing: BlockerRule = {
  id: 'message-queuing',
  patterns: [
    {
      files: files.dotnet,
      finds: /\b(?:using|Imports)\s+System\.Messaging\b|\bnew MessageQueue\s*\(|\bNetMsmqBinding\b/g,
    },
    {files: files.powershell, finds: /\bSystem\.Messaging(?:\.Message(?:Queue)?\b|['"\s,;]|\.dll)/gi},
    {files: files.basic, finds: /\bMSMQ\.MSMQ\w+/gi},
    {
      files: files.settings,
      finds: /\bnetMsmqBinding\b|\bnet\.msmq:\/\/|\bFormatName:DIRECT=|[=:>"']\s*\.\\private\$\\/gi,
    },
  ],
}
