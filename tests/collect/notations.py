"""Ways to write addresses that must not be reached, from the literature on request forgery.

Sources: RFC 6890, 6052, 5214, 4291 and the special-purpose registries of IANA; the pages on
server-side request forgery of OWASP and PortSwigger; O. Tsai, "A New Era of SSRF" (2017).
"""

from __future__ import annotations

HIDDEN_V4 = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254"),
    *("127.0.0.1", "127.255.255.254", "169.254.0.1", "172.16.0.1", "172.31.255.254"),
    *("192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1"),
    *("198.18.0.1", "198.19.255.254", "198.51.100.1", "203.0.113.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
]
METADATA = [
    "169.254.169.254",  # AWS, Azure, Google, DigitalOcean, OpenStack
    "169.254.170.2",  # tasks of AWS
    "169.254.0.23",  # Tencent
    "100.100.100.200",  # Alibaba
    "192.0.0.192",  # Oracle
    "168.63.129.16",  # Azure's platform
    "fd00:ec2::254",  # AWS
    "fd20:ce::254",  # Google
    "fd00:42::42",  # Scaleway
    "fe80::a9fe:a9fe",  # OpenStack
]
HIDDEN_V6 = [
    *("::", "::1", "fc00::1", "fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "feff::1"),
    *("ff02::1", "ff05::1:3", "ff0e::1", "2001:db8::1", "3fff::1", "3fff:fff::1", "100::1"),
    *("2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "5f00::1", "4000::1", "1::1"),
    *("::127.0.0.1", "::10.0.0.1", "::8.8.8.8"),  # compatible with IPv4, long given up
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0"),
    *("::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8"),  # translated
    *("64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b::10.0.0.1"),
    *("64:ff9b:1::127.0.0.1", "64:ff9b:1:7f00:0:100::", "64:ff9b:1::8.8.8.8"),
    *("2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:808:808::1"),
    *("2001:0:7f00:1::", "2001:0:53aa:64c:0:0:80ff:fffe", "2001:0:808:808::1"),
    *("2606:4700::5efe:127.0.0.1", "2606:4700::200:5efe:10.0.0.1", "fe80::5efe:10.0.0.1"),
]
PUBLIC = [
    *("1.1.1.1", "8.8.8.8", "140.82.112.3", "100.63.255.255", "172.32.0.1", "192.0.1.1"),
    *("11.0.0.1", "126.255.255.255", "128.0.0.1", "198.17.255.255", "223.255.255.254"),
    *("2606:4700::1111", "2600:1f18::1", "2a00:1450::1", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"),
]


LOOPBACK = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0177.0.0.1",
    "0177.0.0.01",
    "00000177.0.0.0000001",
    "017700000001",
    "0x7f.0.0.1",
    "0x7F.0x0.0x0.0x1",
    "0x7f.1",
    "0x7f000001",
    "0X7F000001",
    "2130706433",
    "127.0x0.0.01",
    "127.0.0.1.",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "LocalHost.",
    "127.000.000.001",
    "127.0.0.00000000000000000001",
    "127。0。0。1",
    "127.0。0｡1",
    "１２７.0.0.1",
    "①②⑦.⓪.⓪.①",
    "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "ｌｏｃａｌｈｏｓｔ",
    "%31%32%37.0.0.1",
    "127%2e0%2e0%2e1",
    "loc%61lhost",
    "127.0.0.1%00",
    "127.0.0.1%00.example.org",
    "127.0.0.1%23.example.org",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000::0001]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::FFFF:7F00:0001]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "[::127.0.0.1]",
    "[::1%25lo]",
    "[::1%lo]",
    "[::]",
    "0",
    "0.0.0.0",
    "0.0",
    "00",
    "0x0",
    "127.127.127.127",
    "127.1.1.1",
]
"""Ways to write an address of this very machine; some are understood by no client."""


TRICKS = [
    "http://public.example@{host}/",
    "http://public.example:80@{host}/",
    "http://{host}@public.example/",
    "http://{host}#@public.example/",
    "http://{host}?@public.example/",
    "http://{host}/@public.example",
    "http://{host}\\@public.example/",
    "http://public.example\\@{host}/",
    "http://{host}\\.public.example/",
    "http://public.example#@{host}/",
    "http:\\\\{host}/",
    "http:/{host}/",
    "http:///{host}/",
    "http:////{host}/",
    "http:{host}/",
    "//{host}/",
    "\\\\{host}\\",
    "HTTP://{host}/",
    "hTTp://{host}/",
    " http://{host}/",
    "\thttp://{host}/",
    "http://\t{host}/",
    "ht\ntp://{host}/",
    "http://{host}\n/",
    "http://{host}\r\nHost: public.example/",
    "http://{host}/\r\nX-Injected: 1",
    "http://{host}%09/",
    "http://{host}%0d%0a/",
    "http://[{host}]/",
    "http://{host}\0/",
    "http://{host}\0.public.example/",
    "http://{host} /",
    "http://{host} public.example/",
    "http://{host};public.example/",
    "http://{host},public.example/",
    "http://{host}\u2100public.example/",
    "http://public.example\uff03@{host}/",
    "http://public.example\uff0f@{host}/",
    "http://public.example\uff20{host}/",
    "http://{host}\uff0f.public.example/",
    "http://{host}\u200b/",
    "http://\u200b{host}/",
    "http://{host}\u202e/",
    "http://{host}\ufeff/",
    "http://xn--{host}/",
    "url:http://{host}/",
    "view-source:http://{host}/",
    "gopher://{host}/_x",
    "dict://{host}/",
    "ftp://{host}/",
    "ws://{host}/",
    "file://{host}/etc/passwd",
    "http+unix://{host}/",
    "jar:http://{host}!/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "",
    "http://",
    "http://:80/",
    "http://[",
    "http://[::1",
    "http://]/",
]


NAMES = [
    ("127.0.0.1.nip.io", "127.0.0.1"),
    ("7f000001.nip.io", "127.0.0.1"),
    ("localtest.me", "::1"),
    ("169-254-169-254.sslip.io", "169.254.169.254"),
    ("metadata.google.internal", "169.254.169.254"),
    ("metadata", "169.254.169.254"),
    ("instance-data.ec2.internal", "169.254.169.254"),
    ("kubernetes.default.svc", "10.96.0.1"),
    ("host.docker.internal", "192.168.65.2"),
    ("router.lan", "192.168.1.1"),
    ("six.example", "fd00:ec2::254"),
    ("zone.example", "fe80::1%eth0"),
    ("mapped.example", "::ffff:10.0.0.1"),
]
