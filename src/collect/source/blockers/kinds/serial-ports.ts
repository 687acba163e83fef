import {type BlockerRule, files} from '../blocker-rule.ts'

export const serialPorts: BlockerRule = {
  id: 'serial-ports',
  patterns: [
    {files: files.basic, finds: /\bMSCommLib\.MSComm\b|\.CommPort\s*=|"COM\d+:[^"]{0,40}"/gi},
    {files: files.pascal, finds: /\bT(?:Ap|Va|nrC)?ComPort\b|'(?:\\\\\.\\)?COM\d+:?'/gi},
    {files: files.dotnet, finds: /\b[Nn]ew (?:System\.IO\.Ports\.)?SerialPort\b/g},
  ],
}
