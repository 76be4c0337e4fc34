"""Names, cards and metadata that strangers might publish."""

from __future__ import annotations

NAMES = [
    "README.md",
    "LICENSE",
    "license",
    "License",
    "../../etc/passwd",
    "../LICENSE",
    "a/../../LICENSE",
    "./LICENSE",
    "//LICENSE",
    "/LICENSE",
    "/etc/passwd",
    "LICENSE/",
    "..\\..\\LICENSE",
    "C:\\LICENSE",
    "C:LICENSE",
    "LICENSE\0.md",
    "LICENSE.txt\r\nX-Injected: 1",
    "LICENSE.txt HTTP/1.1\r\nX-Injected: 1\r\n\r\n",
    "LICENSE?download=1#end",
    "LICENSE%2e%2e%2f%2e%2e%2fetc",
    "%2e%2e/%2e%2e/LICENSE",
    "http://169.254.169.254/LICENSE",
    "@169.254.169.254/LICENSE",
    "\u202eESNECIL",
    "LICENSE\u202etxt.exe",
    "LICENSE\x1b[31m\x1b]8;;https://evil.example\x07",
    "LICENSE-<script>alert(1)</script>",
    'LICENSE-"onmouseover="alert(1)',
    "LICENSE-{{ 7 * 7 }}",
    "LICENSE-" + "x" * 5_000,
    "a/" * 3_000 + "LICENSE",
    "NUL",
    "CON.md",
    "LICENSE ",
    "LICENSE.",
    "",
    ".",
    "..",
]
"""Names of files; those that are not plain must never be asked for."""

NESTED = 30_000
BOMBS = {
    "aliases": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "\n".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]" for n in range(12)
    ),
    "merge": "a: &a {x: 1}\n" + "\n".join(f"b{n}: {{<<: [*a, *a, *a, *a]}}" for n in range(2_000)),
    "merge of merges": "a0: &a0 {x: 1}\n"
    + "\n".join(f"a{n + 1}: &a{n + 1} {{<<: [*a{n}, *a{n}]}}" for n in range(60)),
    "itself": "a: &a\n  b: *a",
    "lists": "license: " + "[" * NESTED,
    "closed lists": "license: " + "[" * NESTED + "]" * NESTED,
    "maps": "license: " + "{a: " * NESTED,
    "keys": "? " * NESTED + "x",
    "dashes": "- " * NESTED + "x",
    "quotes": "license: '" + "''" * NESTED,
    "tags": "license: !!python/object/apply:os.system ['touch pwned']",
    "a new object": "license: !!python/object/new:subprocess.Popen [['touch', 'pwned']]",
    "a long number": "license: " + "9" * 200_000,
    "a bad date": "license: 2024-13-45",
    "base 60": "license: " + ":".join(["59"] * 5_000),
    "many documents": "--- a\n" * 5_000,
    "no text": "license: \x07",
    "a huge key": "? " + "k" * 200_000 + "\n: v",
    "nothing": "",
    "keys of every kind": "1: a\nnull: b\n2.5: c\n[1, 2]: d\n{a: b}: e\ntrue: f",
}
"""Front matter that is meant to exhaust, crash or run something."""

FRONT = "---\nlicense: {}\nlicense_name: {}\nlicense_link: {}\n---\n# Tiny\n"
CARDS = {
    "script": FRONT.format("mit", "<script>alert(1)</script>", "LICENSE")
    + "<script>alert('license: apache-2.0')</script>\n<SCRIPT SRC=https://evil.example/x.js></SCRIPT>"
    "\n<img src=x onerror=alert(1)>\n<svg/onload=alert(1)>\n<iframe srcdoc='<script>1</script>'>",
    "links": FRONT.format("other", "x", "javascript:alert(1)")
    + "[License](javascript:alert(1)) [code](JaVaScRiPt:alert(1)) [data](data:text/html,<b>)\n"
    "[weights](vbscript:x) <a href=' javascript:x' onclick=x>license</a> [x](\x01javascript:x)\n"
    '![license](x "onerror=alert(1)") [a](//evil.example/license) <base href=//evil.example>\n'
    "[License: MIT](https://good.example@evil.example/) <meta http-equiv=refresh content=0>",
    "break out": FRONT.format("'\"><script>alert(1)</script>'", "'</style><script>1</script>'", "x")
    + "Released under the </title></head><body onload=alert(1)> license.\n"
    "This model is licensed under the ]]></details></table><form action=//evil.example> license.\n"
    "License: {{ 7 * 7 }} {% include '/etc/passwd' %} {{ ''.__class__.__mro__ }}\n",
    "terminal": FRONT.format('"\\e[2J\\e]8;;https://evil.example\\a"', '"\\u202emit"', '"\\x07"')
    + "License: \x1b[2J\x1b]8;;https://evil.example\x07MIT\x1b]8;;\x07 \x9b31m \x7f\x08\x08\n"
    "This model is released under the \u202eTIM\u2066 license\u2069 \u200b\u2060\ufeff.\n",
    "template": FRONT.format("'{{ config }}'", "'{% raw %}'", "'{{ 1/0 }}'")
    + "The training code is released under {{ self.__init__.__globals__ }}. {# license: mit #}\n",
    "long lines": FRONT.format("mit", "x" * 50_000, "y" * 50_000) + "license " * 100_000,
    "deep markup": FRONT.format("mit", "x", "x") + "> " * 50_000 + "license",
    "brackets": FRONT.format("mit", "x", "x") + "[" * 100_000 + "](" * 100_000,
    "tags within tags": FRONT.format("mit", "x", "x") + "<div>" * 100_000,
    "unclosed tags": FRONT.format("mit", "x", "x") + "<a href='" * 50_000,
    "stars": FRONT.format("mit", "x", "x") + "*_" * 200_000,
    "pipes": FRONT.format("mit", "x", "x") + "|" * 100_000 + "\n" + "|-" * 50_000,
    "line ends": FRONT.format("mit", "x", "x") + "a\rb\x0bc\x0cd\x85e\u2028f\u2029g license: mit\n",
    "blank lines": FRONT.format("mit", "x", "x") + "\n" * 900_000,
}
"""Cards that are meant to run, to steer or to tire whoever reads them."""
