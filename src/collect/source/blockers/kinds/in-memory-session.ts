import {type BlockerRule, files} from '../blocker-rule.ts'

export const inMemorySession: BlockerRule = {
  id: 'in-memory-session',
  patterns: [
    {files: files.xml, finds: /<sessionState\b[^>]{0,300}\bmode\s*=\s*["'](?:InProc|StateServer)["']/gi},
    {
      files: files.dotnet,
      finds: /\bSession\s*[[(]\s*"[^"\n]{1,100}"\s*[\])]\s*=(?!=)|\bAddDistributedMemoryCache\s*\(/g,
    },
    {files: /\.as[pa]$/i, finds: /\bSession\s*\(\s*"[^"\n]{1,100}"\s*\)\s*=/gi},
    {files: files.java, finds: /\b(?:getSession\s*\([^()\n]{0,20}\)|session)\.setAttribute\s*\(/g},
    {files: files.php, finds: /\bsession_start\s*\(/g},
    {files: files.scripts, finds: /\bnew (?:session\.)?MemoryStore\s*\(/g},
    {
      files: files.python,
      finds:
        /\bSESSION_ENGINE\s*=\s*["']django\.contrib\.sessions\.backends\.(?:cache|file)["']|\bSESSION_TYPE["']?\]?\s*=\s*["']filesystem["']/g,
    },
    {files: files.ruby, finds: /\bsession_store\s*(?:=|\()?\s*:(?:mem_cache_store|file_store|memory_store)\b/g},
  ],
}
