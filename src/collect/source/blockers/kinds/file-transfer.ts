import {type BlockerRule, files} from '../blocker-rule.ts'

export const fileTransfer: BlockerRule = {
  id: 'file-transfer',
  patterns: [
    {files: files.code, finds: /["'`]ftps?:\/\/[\w{$]/gi},
    {files: files.settings, finds: /[=:>"'\s]ftps?:\/\/[\w{$]/gi},
    {files: files.java, finds: /\bnew FTPS?Client\s*\(/g},
    {files: files.dotnet, finds: /\bFtpWebRequest\b|\bWebRequestMethods\.Ftp\b|\bnew (?:Async)?FtpClient\s*\(/g},
    {files: files.basic, finds: /\bFtp(?:Put|Get)File[AW]?\b|\bINTERNET_SERVICE_FTP\b/gi},
    {files: files.php, finds: /\bftp_(?:ssl_)?connect\s*\(/g},
    {files: files.python, finds: /\bftplib\.FTP(?:_TLS)?\s*\(|\bfrom\s+ftplib\s+import\b/g},
    {files: files.ruby, finds: /\bNet::FTP\b/g},
    {files: files.scripts, finds: /["'](?:basic-ftp|promise-ftp|jsftp|ftp)["']\s*\)?\s*;?\s*$/gm},
    {files: files.shell, finds: /^[ \t]*(?:ftp|lftp|ncftp(?:put|get)?)\s+[-\w"$]/gm},
    {files: files.batch, finds: /^[ \t]*@?ftp(?:\.exe)?\s+[-\w%]/gim},
    {files: files.jcl, finds: /^\/\/\S*[ ]+EXEC[ ]+(?:[A-Z]+=[^\s,]*,)*PGM=FTPC?\b/gm},
  ],
}
