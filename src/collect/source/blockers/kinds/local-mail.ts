import {type BlockerRule, files} from '../blocker-rule.ts'

const local = String.raw`["'=:>]\s*(?:localhost|127\.0\.0\.1)\b`

export const localMail: BlockerRule = {
  id: 'local-mail',
  patterns: [
    {
      files: files.settings,
      finds: new RegExp(
        `(?:smtp|mail)[\\w.-]{0,30}host[\\w.-]{0,10}["']?\\s*${local}|<network\\b[^>]{0,200}\\bhost\\s*=\\s*["'](?:localhost|127\\.0\\.0\\.1)["']`,
        'gi',
      ),
    },
    {
      files: files.code,
      finds:
        /\bSmtpClient\s*\(\s*"(?:localhost|127\.0\.0\.1)"|\bsmtplib\.SMTP\s*\(\s*(?:["'](?:localhost|127\.0\.0\.1)["'])?\s*[,)]|["']\/usr\/(?:s?bin|lib)\/sendmail\b/g,
    },
    {files: files.php, finds: /(?<![\w>:$])mail\s*\(\s*[$"']/g},
    {files: files.shell, finds: /(?:\||^)[ \t]*(?:\/usr\/s?bin\/)?(?:mailx?|sendmail|mutt)\s+[-\w"$]/gm},
    {files: files.ruby, finds: /\bdelivery_method\s*(?:=|\()?\s*:sendmail\b/g},
  ],
}
