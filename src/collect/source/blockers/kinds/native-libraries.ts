import {type BlockerRule, files} from '../blocker-rule.ts'
import {compiledFor} from '../conditional-basic.ts'

/** What Windows and .NET bring themselves is not there on Linux either, but is no library of the system’s own. */
const ofWindows =
  /["'](?:kernel(?:32)?|user(?:32)?|advapi32|gdi(?:32)?|mmsystem|shell32|shlwapi|ole32|oleaut32|olepro32|oledlg|ntdll|ws2_32|wsock32|wininet|urlmon|winmm|winspool|comdlg32|comctl32|version|mpr|netapi32|psapi|secur32|crypt32|imm32|iphlpapi|rasapi32|setupapi|userenv|uxtheme|msimg32|gdiplus|hhctrl|lz32|odbc32|libc|msvcrt)(?:\.dll|\.drv|\.ocx|\.so(?:\.\d)?)?["']/i

/** The same as Delphi names it, by the constants of its units too. */
const ofWindowsInPascal = String.raw`'?(?:kernel32|user32|advapi32|gdi32|shell32|ole32|oleaut32|ntdll|ws2_32|winmm|comctl32|comdlg32)(?:\.dll)?\b`

export const nativeLibraries: BlockerRule = {
  id: 'native-libraries',
  patterns: [
    {files: files.dotnet, finds: /\[\s*(?:DllImport|LibraryImport)\s*\(|<\s*DllImport\s*\(/g, butNot: ofWindows},
    {
      files: files.basic,
      finds: /\bDeclare\s+(?:PtrSafe\s+|Auto\s+|Ansi\s+|Unicode\s+)?(?:Function|Sub)\s+\w+\s+Lib\s+"/gi,
      isCode: true,
      butNot: ofWindows,
      within: compiledFor('32'),
    },
    {
      files: files.pascal,
      finds: new RegExp(
        String.raw`;\s*external\s+(?!${ofWindowsInPascal})(?:'[^'\n]+'|\w+)|\b(?:Safe)?LoadLibrary[AW]?\s*\(\s*(?!${ofWindowsInPascal})`,
        'gi',
      ),
      isCode: true,
    },
    {files: files.java, finds: /\bSystem\.load(?:Library)?\s*\(|\bNative\.load(?:Library)?\s*\(/g},
    {files: files.python, finds: /\b(?:ctypes\.)?(?:CDLL|WinDLL|OleDLL)\s*\(|\bcdll\.LoadLibrary\s*\(/g},
    {
      files: files.scripts,
      finds:
        /\brequire\s*\(\s*["'](?:ffi|ffi-napi|koffi|edge-js)["']\s*\)|\bfrom\s+["'](?:ffi-napi|koffi|edge-js)["']/g,
    },
    {files: files.php, finds: /\bFFI::(?:cdef|load)\s*\(/g},
    {files: files.ruby, finds: /\bextend\s+FFI::Library\b|\bFiddle\.dlopen\s*\(/g},
    {files: files.go, finds: /^import\s+"C"/gm},
  ],
}
