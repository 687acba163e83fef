import {type BlockerRule, files} from '../blocker-rule.ts'

export const serialPorts: BlockerRule = {
  id: 'serial-ports',
  patterns: [
    {files: files.basic, finds: /\bMSCommLib\.MSComm\b|\.CommPort\s*=/gi, isCode: true},
    {files: files.basic, finds: /"(?:\\\\\.\\)?COM\d{1,2}(?::[^"\n]{0,40})?"/gi, isCode: true},
    {files: /\.vbp$/i, finds: /^Object\s*=[^\r\n]*\bMSCOMM32\.OCX\b/gim},
    {files: files.dotnet, finds: /\b[Nn]ew (?:System\.IO\.Ports\.)?SerialPort\b|\bMy\.Computer\.Ports\./g},
    {files: files.pascal, finds: /\bT(?:Ap|Va|nrC)?ComPort\b/g, isCode: true},
    {files: files.pascal, finds: /'(?:\\\\\.\\)?COM\d{1,2}:?'/gi, isCode: true},
    {files: files.batch, finds: /^[ \t]*@?mode(?:\.com)?[ \t]+com\d{1,2}\b|>[ \t]*com\d{1,2}:?[ \t]*$/gim},
  ],
}
