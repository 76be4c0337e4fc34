"""The words by which terms answer the questions of the clause table, in English and Chinese.

A pattern is looked for in a sentence only where one of its cue words stands in it. Patterns are in
lower case, bounded, and never reach over the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct


class Wording(Struct, frozen=True, kw_only=True):
    """Words that give one answer to one question."""

    question: str
    value: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """Words in the same sentence that take the answer back."""


_GRANTS = (
    r"(?:\bgrants?\b|\bgranted\b|\byou (?:may|can|are free to|are permitted to|are allowed to)\b"
    r"|\brights? to\b|\bpermission (?:to|is)\b|\b(?:is|are) permitted\b|\bpermits?\b"
    r"|\blicen[cs]ed to\b"
    r"|\bmay (?:reproduce|copy|use|be)\b|授予|(?<!模型)许可(?![方人证协使者])|允许|可以|有权)"
)
_MUST_NOT = (
    r"\b(?:you|licensees?|users?|recipients?) (?:may|shall|must|will|can|agree) ?not\b"
    r"|不得|不可(?![撤转再分])|禁止"
)
_FOR_AN_END = (
    r"for any|for the purpose|except|unless|in any manner that|to the extent|other than|without the"
    r"|in violation|any terms|\bterms that|outside|territor|technolog|measures|outputs?\b"
    r"|\bmodel to\b"
    r"|simultaneously|\bto (?:train|improve|create)|in accordance|trademark|目的|用途|除非|除"
    r"|输出|商标"
)
_WHOM = (
    r"(?:regist|appl(?:y|ication)\b|request|separate|obtain|contact|enter into|written|authori[sz])"
)
_ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    # question, value, cues, pattern, unless
    (
        "commercial-use", "forbidden", "commercial 商",
        r"non-?commercial (?:use|purposes?|research|basis|academic)|not (?:be used )?for (?:any )?"
        r"commercial|not [^.]{0,60}for (?:any )?(?:production or )?commercial|\bno commercial use"
        r"|commercial (?:use|purposes?)[^.]{0,40}(?:prohibited|not (?:allowed|permitted))"
        r"|(?:intended for|directed toward)[^.]{0,40}commercial advantage|\bnon-?commercially\b"
        r"|非商业(?:性)?(?:用途|使用|目的|研究)|不得用于(?:任何)?商业|(?:禁止|不得)(?:进行)?商用",
        r"(?:commercial|商业)(?:,? (?:and|or|and/or|as well as) | ?[或和与及、] ?)non-?commercial"
        r"|commercial(?:ly)? (?:and|or) non|non-?commercial(?:ly)? (?:and|or) commercial"
        r"|商业(?:用途)?[或和与及、]非商业|非商业[^。]{0,6}[或和与及、]商业"
        r"|not limited to non",
    ),
    (
        "commercial-use", "conditional", "commercial 商",
        rf"commercial(?:ly)?\b[^.]{{0,200}}\b{_WHOM}|\b{_WHOM}\w{{0,8}}\b[^.]{{0,160}}\bcommercial"
        r"|commercial[^.]{0,120}(?:annual revenue|active users)"
        r"|商(?:业|用)[^。]{0,80}(?:登记|注册|申请|授权|联系|书面)"
        r"|(?:登记|注册|申请|授权)[^。]{0,60}商(?:业|用)",
        r"non-?commercial",
    ),
    (
        "commercial-use", "conditional", "research academic 学术 研究",
        r"(?:\bfree\b|免费|开放)[^.。]{0,60}(?:academic|research|学术|研究)"
        r"|(?:academic|research|学术|研究)[^.。]{0,60}(?:\bfree\b|免费|开放)",
        r"\bonly\b|solely|仅",
    ),
    (
        "commercial-use", "allowed", "commercial sell 商 any purpose",
        r"commercial(?:ly)?,? (?:and|or|and/or|as well as) non-?commercial|non-?commercial"
        r"(?:ly)?,? (?:and|or|and/or|as well as) commercial|including (?:for )?(?:any )?commercial"
        r"|(?:for|both) commercial (?:use|purposes?)[^.]{0,40}(?:allowed|permitted|free|granted)"
        r"|commercial use (?:is|are) (?:allowed|permitted|welcome|free|granted)"
        r"|permission to use[^.]{0,80}for any purpose|use[^.]{0,60}for any (?:lawful )?purpose\b"
        r"|rights? to [^.]{0,200}\bsell\b|to make[^.]{0,40}use[^.]{0,40}offer to sell"
        r"|(?:允许|可|免费)商(?:业使)?用|商业(?:用途|使用|目的)?[^。]{0,10}(?:均可|允许|免费)",
        r"\bnot\b|except|unless|\bonly\b|affiliates|不得|不可|除|申请|登记|" + _WHOM,
    ),
    (
        "field-of-use", "research-only", "research academic evaluation study 研究 学术 科研 评估",
        r"(?:only|solely|exclusively|strictly|limited to|restricted to)[^.,;]{0,60}"
        r"(?:research|academic|evaluation|study)|only use[^.]{0,160}for (?:research|testing"
        r"|evaluation|non-production)|(?:research|academic|evaluation|study)"
        r"(?: and \w+)? (?:use|purposes?)? ?only|research use only"
        r"|仅(?:限|供|用于|可|能)[^。]{0,12}(?:研究|学术|科研|评估)",
        r"\bcommercial (?:use|purposes)|商业(?:用途|使用)?(?:须|需)|登记",
    ),
    (
        "field-of-use", "restricted",
        "military illegal unlawful restriction policy prohibited you 军 政策 法律"
        " 国家安全 不得 禁止",
        r"for any (?:military|illegal|unlawful)|military(?: or|,| purpose| use| application)"
        r"|use restrictions?\b|use-based restriction|acceptable use policy|prohibited uses?\b"
        r"|(?:you|licensee|users?) (?:will|shall|may|must|can|agree) ?not (?:to )?"
        r"(?:use|allow|permit others to use|deploy|utili[sz]e) (?:the|it|this|any|our)"
        r"|undermine[^.]{0,80}national|使用政策|军事|危害国家|国家安全"
        r"|不得[^。]{0,20}(?:用于|从事)[^。]{0,40}(?:目的|用途|活动|行为)",
        r"trademark|商标|trade names|except as required for|except in compliance",
    ),
    (
        "user-cap", "capped", "active users revenue 月活 日活 收入 营收 users",
        r"(?:monthly|daily) active users?|million (?:monthly )?(?:active )?users"
        r"|(?:annual|gross|total|yearly)[^.]{0,24}revenue|revenue[^.]{0,60}(?:exceed|more than"
        r"|greater|in excess|less than|below|under|million|\$)|月活|日活|(?:年|营业)收入|营收",
        r"^$",
    ),
    (
        "registration", "required",
        "regist apply obtain application approval form consent 登记 注册 申请 授权",
        r"\b(?:must|shall|need to|required to|has to|have to"
        r"|should)\b[^.]{0,80}\b(?:register (?:with|at|on|for|here|\[|to|first|and|as)"
        r"|apply (?:for|to (?:us|the licensor))"
        r"|obtain (?:a |an |prior |the |our |express )*(?:written |separate |commercial )*"
        r"(?:license|permission|consent|authori[sz]ation|approval)|fill (?:in|out))"
        r"|(?:must|shall|need to) request (?:a |the )?license|after (?:\w+ )?registration"
        r"|(?:完成|经过?|进行)(?:了)?登记|(?:须|需要?|应当?|请)[^。]{0,30}(?:登记|注册|申请|授权)",
        r"trademark|商标|\blogo|third part",
    ),
    (
        "territory", "limited",
        "union kingdom korea territory embargo sanction 欧盟 英国 韩国 地域 地区",
        r"(?:not|exclud\w+|outside|except)[^.]{0,160}(?:european union|united kingdom|south korea)"
        r"|(?:european union|united kingdom|south korea)[^.]{0,120}(?:exclud|not )"
        r"|(?:outside|only (?:in|within))[^.]{0,20}the territory"
        r"|(?:countr(?:y|ies)|regions?|territor(?:y|ies)|resident|located)[^.]{0,120}(?:embargo"
        r"|sanction)"
        r"|(?:embargo|sanction)\w*[^.]{0,120}(?:countr(?:y|ies)|regions?|territor(?:y|ies))"
        r"|不适用于[^。]{0,20}(?:欧盟|英国|韩国)",
        r"^$",
    ),
    ("territory", "worldwide", "world 全球 全世界", r"\bworld-?wide\b|全球|全世界", r"^$"),
    (
        "output-use", "restricted", "output result generated 输出 生成 结果",
        r"not[^.]{0,100}(?:outputs?|results?|generated)[^.]{0,120}(?:improve|train|develop|creat)"
        r"[^.]{0,80}model|(?:outputs?|results?)[^.]{0,120}not[^.]{0,60}(?:improve|train|develop)"
        r"|no (?:outputs?|results?)[^.]{0,80}(?:improve|train|develop)[^.]{0,60}model"
        r"|(?:不得|禁止)[^。]{0,40}(?:输出|生成|结果)[^。]{0,30}(?:训练|改进|改善|提升|开发)",
        r"^$",
    ),
    (
        "output-use", "restricted", "output",
        r"(?:must|shall|will|may|agree) not[^.]{0,120}\buse[^.]{0,120}outputs?\b"
        r"|outputs?[^.]{0,80}(?:for any commercial|may only be used|only for (?:research|non))",
        r"accountab|responsib|no ownership",
    ),
    (
        "output-use", "named", "output result",
        r"(?:outputs?|results?)[^.]{0,160}(?:create|train|fine ?tune|improve)[^.]{0,240}"
        r"(?:at the beginning|begin\w*|include)[^.]{0,60}name",
        r"^$",
    ),
    (
        "output-use", "unrestricted", "output 输出 生成",
        r"no (?:restriction|obligation|limitation)s?[^.]{0,60}outputs?"
        r"|outputs?[^.]{0,60}(?:unrestricted"
        r"|without (?:restriction|limitation)|is not (?:covered|restricted))"
        r"|不(?:限制|约束)[^。]{0,30}(?:输出|生成)",
        r"develop models|compet",
    ),
    (
        "derivatives", "forbidden", "modify derivative adapt alter 修改 衍生 改编",
        rf"(?:{_MUST_NOT})[^.。]{{0,100}}(?:\bmodify\b|derivative works|\badapt\b|\balter\b"
        rf"|修改|衍生|改编)",
        _FOR_AN_END + r"|notice|mark|notices|声明|标识",
    ),
    (
        "derivatives", "forbidden", "derivat derivs adapted",
        r"\bno ?-?deriv(?:s|atives?)\b|not[^.]{0,60}permission[^.]{0,60}to share adapted"
        r"|do not have permission[^.]{0,60}adapted",
        r"^$",
    ),
    (
        "derivatives", "allowed", "modif derivative adapt remix 修改 衍生 改编",
        rf"{_GRANTS}[^.。]{{0,300}}(?:\bmodif(?:y|ication)|derivative works|derivative|\badapt"
        rf"|\bremix"
        r"|fine-?tun|修改|衍生|改编)",
        r"\bnot\b[^.]{0,40}(?:modify|derivative)|不得|禁止|不可(?:修改|衍生)",
    ),
    (
        "redistribution", "forbidden", "distribut share sublicense publish 分发 传播 再分发 转让",
        rf"(?:{_MUST_NOT})[^.。]{{0,80}}(?:\b(?:re)?distribute\b|\bshare\b|\bpublish\b|分发|传播)",
        _FOR_AN_END + r"|notice|separately",
    ),
    (
        "redistribution", "conditional", "distribut share 分发 传播",
        r"(?:re)?distribut\w+[^.]{0,100}(?:only (?:if|for|to)|solely for|prior written)"
        r"|(?:only|solely) (?:be )?(?:re)?distribut|(?:分发|传播)[^。]{0,40}(?:书面|事先)",
        r"provided that you|notice|accordance|under the terms|different terms|object form",
    ),
    (
        "redistribution", "allowed", "distribut share publish convey copies 分发 传播 发布",
        rf"{_GRANTS}[^.。]{{0,300}}(?:\b(?:re)?distribut|\bshare\b|\bpublish\b|\bconvey\b|分发"
        rf"|传播|发布)",
        r"\bnot\b[^.]{0,40}(?:distribut|share|publish)|不得|禁止",
    ),
    (
        "sublicensing", "forbidden", "sublicens transferable transferrable 再许可 转授权 转让",
        r"non-?sub-?licen[sc]s?e?able|not sub-?licen[sc]s?e?able|non-?transferr?able"
        r"|not sublicen[cs]e\b"
        r"|不可再(?:许可|授权)|不得再(?:许可|授权)|不可转(?:授权|让)|不可(?:分|子)许可",
        r"^$",
    ),
    (
        "sublicensing", "direct", "recipient",
        r"(?:every|each|any) (?:downstream )?recipient[^.]{0,120}automatically receives"
        r"|recipient automatically receives",
        r"^$",
    ),
    (
        "sublicensing", "allowed", "sublicens 再许可 转授权",
        rf"{_GRANTS}[^.。]{{0,300}}(?:\bsublicen[sc]e\b|再许可|转授权)",
        r"\bnot\b|non-?sub|不得|不可|禁止",
    ),
    (
        "same-terms", "same-license", "same share-alike sharealike under 相同",
        r"(?:derivative|adapted|modified|work based|modifications)[^.]{0,200}(?:must|shall"
        r"|only)[^.]{0,80}"
        r"(?:under|licensed)[^.]{0,40}(?:this license|same license|the same terms)"
        r"|share-?alike|must be licensed as a whole[^.]{0,60}under this license"
        r"|以相同(?:的)?(?:许可|条款|协议)",
        r"not (?:required|obliged)",
    ),
    (
        "same-terms", "same-restrictions", "restriction provision 限制",
        r"(?:use[- ](?:based )?restrictions?|restrictions)[^.]{0,160}(?:must"
        r"|shall)[^.]{0,80}(?:includ|provision)"
        r"|(?:must|shall|will|agree to)[^.]{0,40}include[^.]{0,100}(?:restrictions"
        r"|enforceable provision)",
        r"^$",
    ),
    (
        "pass-through", "license-copy", "copy notice 副本 声明 许可",
        r"(?:provide|includ|giv|retain|accompan|distribut|deliver|attach)\w*[^.]{0,140}cop(?:y"
        r"|ies) of (?:this|the|these)"
        r" (?:\w+ )?(?:licen[cs]e|agreement|terms)|permission notice shall be included"
        r"|(?:附|提供|包含|随附)[^。]{0,20}(?:本|该)?(?:协议|许可)[^。]{0,10}(?:副本|复印件|文本)"
        r"|版权声明和本许可[^。]{0,10}(?:包含|应)",
        r"^$",
    ),
    (
        "pass-through", "use-policy", "policy restrictions notice",
        r"(?:acceptable use|use) policy[^.]{0,120}(?:pass|flow|includ|bind|enforce)\w*[^.]{0,80}"
        r"(?:third|downstream|recipient|user)|notice to (?:subsequent|third|any"
        r"|all)[^.]{0,120}subject to"
        r"|(?:restrictions|policy)[^.]{0,160}(?:must|shall)[^.]{0,60}(?:includ|provision|bind)",
        r"^$",
    ),
    (
        "attribution", "required", "copyright attribution credit cite citation 版权 署名 注明",
        r"(?:retain|includ|reproduc|keep|preserv|leave)\w*[^.]{0,100}(?:copyright|attribution)"
        r"|above copyright notice|(?:give|provide) (?:appropriate |proper )?(?:credit|attribution)"
        r"|(?:保留|包含|注明|附)[^。]{0,20}(?:版权|署名|出处|来源)|版权声明",
        r"^$",
    ),
    (
        "attribution", "changes-stated", "chang modif 修改",
        r"(?:prominent notices?|stat(?:e|ing)|indicat\w+|mark\w*)[^.]{0,80}"
        r"(?:chang(?:ed|es)|modif(?:ied|ications?))|(?:标明|注明|说明|声明)[^。]{0,12}修改",
        r"statement[^.]{0,20}(?:law|claim)",
    ),
    (
        "naming", "required", "display built powered name prominently 显著 标注 名称",
        r"prominently display|(?:built|powered) (?:with|by) [\"“'‘a-z]|(?:created|made) (?:with"
        r"|by|using) [\"“'‘]"
        r"|includ\w+[^.]{0,60}at the beginning of (?:any|the|such|your)"
        r"|\bnames?\b[^.]{0,80}(?:must|shall)[^.]{0,40}(?:include|begin|start|contain)"
        r"|(?:include|add|use)[^.]{0,60}(?:in|as part of|at the beginning of) (?:the |its |any "
        r"|your |such )?"
        r"(?:model )?names?\b|显著(?:位置|地)?[^。]{0,6}(?:展示|标注|显示|标明)",
        r"(?:not|without)[^.]{0,20}display|public(?:ly)? display|legal notice|following notice"
        r"|copyright notice|encourag|warrant|trademark",
    ),
    (
        "notice-file", "required", "notice",
        r"within a [\"“'‘]?notice[\"”'’]? (?:text )?file|[\"“'‘]notice[\"”'’] (?:text )?file"
        r"|following[^.]{0,40}notice[^.]{0,60}(?:text )?file",
        r"\bif (?:the|a|any)\b",
    ),
    ("notice-file", "if-present", "notice", r"\bif (?:the|a"
    r"|any)[^.]{0,60}notice[\"”'’]? ?(?:text )?file", r"^$"),
    (
        "patent-grant", "granted-until-suit", "patent 专利",
        r"patent[^.]{0,120}(?:litigation|lawsuit|suit|claim)[^.]{0,360}terminat"
        r"|(?:litigation|lawsuit|suit)[^.]{0,240}patent[^.]{0,200}terminat"
        r"|专利[^。]{0,60}诉讼[^。]{0,60}终止",
        r"^$",
    ),
    (
        "patent-grant", "excluded", "patent 专利",
        r"\b(?:no|not|nor)\b[^.]{0,40}patent (?:rights?|licen[cs]e)|patent[^.]{0,60}(?:are"
        r"|is) not licensed"
        r"|(?:不|未)(?:授予|包括|许可)[^。]{0,20}专利",
        r"terminat|covenant|other than",
    ),
    (
        "patent-grant", "granted", "patent 专利",
        r"patent licen[cs]e|grant\w*[^.]{0,240}patent"
        r"|licen[cs]e[^.]{0,120}under[^.]{0,60}patents?|授予[^。]{0,40}专利",
        r"\bno\b|\bnot\b|不授予|未授予",
    ),
    (
        "termination", "at-will", "revocable terminat revoke suspend discretion 撤销 终止 收回",
        r"(?<!ir)(?<!non)(?<!non[- ])(?<!not )\brevocable|(?:may|reserves? the right to|can"
        r"|right to)"
        r"[^.]{0,40}(?:terminate|revoke|suspend)[^.]{0,100}(?:at any time|for any reason"
        r"|sole discretion"
        r"|without (?:notice|cause|reason)|for convenience)|(?:at any time"
        r"|sole discretion)[^.]{0,60}"
        r"(?:terminate|revoke) (?:this|the|your)|(?<![不非])可撤销|(?:随时"
        r"|单方)[^。]{0,8}(?:终止|撤销|收回)",
        r"you may terminate|licensee may terminate|if you are in breach|breach|section 2\.1",
    ),
    (
        "termination", "on-breach", "terminat 终止",
        r"terminat\w*[^.]{0,160}(?:breach|fail|violat|compl(?:y|iance))"
        r"|(?:breach|fail|violat|compl(?:y|iance))\w*[^.]{0,160}terminat|违反[^。]{0,60}终止",
        r"patent[^.]{0,80}litigation",
    ),
    (
        "termination", "on-suit", "terminat 终止",
        r"(?:litigation|lawsuit|legal proceeding|sue\b|claims? against)[^.]{0,320}terminat"
        r"|诉讼[^。]{0,60}终止",
        r"^$",
    ),
    (
        "remote-restriction", "reserved", "remote 远程",
        r"restrict[^.]{0,40}remotely|remotely[^.]{0,40}(?:restrict|disable|terminate|limit)"
        r"|远程[^。]{0,12}(?:限制|停用|终止)",
        r"^$",
    ),
    (
        "update-clause", "newest-version", "latest newest recent updated 最新",
        r"(?:efforts to use|must use|shall use|agree to use|required to use) (?:the )?"
        r"(?:latest|newest|most recent|updated) version|(?:应|须"
        r"|必须)[^。]{0,8}使用[^。]{0,6}最新版本",
        r"^$",
    ),
    (
        "update-clause", "terms-may-change", "updat amend modify chang revise 修改 更新 变更",
        r"(?:may|reserves? the right to|can|right to)[^.]{0,20} (?:modify|amend|update|change"
        r"|revise)"
        r"[^.]{0,40}(?:this |these |the )(?:agreement|licen[cs]e|terms|polic)"
        r"|(?:amended|updated|modified|revised|changed)[^.]{0,20} from time to time"
        r"|as may be (?:amended|updated)|(?:most recent|latest|current) (?:copy"
        r"|version) of (?:this|the) (?:\w+ )?policy|(?:有权|可)[^。]{0,12}(?:修改|更新"
        r"|变更)[^。]{0,8}(?:本|该)?(?:协议|许可|条款|政策)",
        r"no (?:amendment|modification|one)|in writing|signed|your (?:own )?modifications"
        r"|\byou (?:may|can|want)\b"
        r"|\blaws?\b|regulation|program",
    ),
    (
        "reverse-engineering", "forbidden", "reverse decompil disassembl 反向工程 逆向 反编译",
        r"(?:not|prohibit\w*|nor)[^.]{0,160}(?:reverse[- ]engineer|decompil|disassembl)"
        r"|(?:不得|禁止|不可)[^。]{0,60}(?:反向工程|逆向|反编译)",
        r"^$",
    ),
    (
        "governing-law", "stated", "law jurisdiction 法律 管辖",
        r"(?:governed|construed|interpreted)[^.]{0,60}\blaws?\b|governing law"
        r"|laws? of (?:the )?[a-z]"
        r"[^.]{0,60}(?:shall )?(?:govern|apply)|(?:适用|依据|受|遵循)[^。]{0,30}法律[^。]{0,20}"
        r"|受[^。]{0,20}(?:管辖|法律)",
        r"applicable laws? (?:and|or) regulations?\b[^.]{0,40}(?:comply|compliance)",
    ),
)  # fmt: skip


def _wordings() -> Iterator[Wording]:
    for question, value, cues, pattern, unless in _ROWS:
        yield Wording(
            question=question,
            value=value,
            cues=tuple(cues.split()),
            pattern=re.compile(pattern),
            unless=None if unless == r"^$" else re.compile(unless),
        )


WORDINGS = tuple(_wordings())
FREE_FOR_RESEARCH = re.compile(
    r"(?:free|open|免费|开放)[^.。]{0,60}(?:academic|research|学术|研究)"
    r"|(?:academic|research|学术|研究)[^.。]{0,60}(?:free|免费|开放)"
)
NUMBER = re.compile(r"(?:[$€¥]|rmb |usd )?\d[\d,.]*\d? ?(?:million|billion|thousand|亿|万)?(?:元)?")
LAW_OF = re.compile(
    r"laws? of (?:the )?(?P<land>[\w' -]{3,60}?)(?:,| without| shall| excluding| and\b|$|\.)"
    r"|(?P<china>people[’']s republic of china|中华人民共和国)"
)
