"""How sentences say no, that something is only planned, and that it is the only one."""

import re
from functools import lru_cache

from greenmatch.core.text import detect_language

REMEMBERED = 4_000
"""Sentences: one is held against each requirement of many needs."""

_NEGATION = re.compile(
    r"\b(?:no|not|non|never|without|neither|nor|none|cannot|avoids?|avoiding|eliminat\w+|"
    r"free (?:of|from)|lack\w*|unattended|unmanned|incombustible|zero)\b|n't\b"
    r"|缺少|缺乏|省去|免去|无需|无须|不需要?|没有|不含|不得|无|免(?!费)|未|不|[并均而]非|非可|零(?=排放|添加|泄漏|污染)",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"\bnot only\b|不仅|不断(?!电|水|网|流)|不同|无论|未来|不锈", re.IGNORECASE
)
_COMPARISON = re.compile(
    r"\bno(?:t)? (?:more|less) than\b|\bnot exceeding\b|不(?:低于|高于|超过|少于|大于|小于)",
    re.IGNORECASE,
)
_REACH = 4
"""Words, or pairs of characters, that a negation reaches."""
_OF_ALL = re.compile(
    r"\b(?:none of|nothing|nobody|instead of|rather than|in place of|does away with)\b",
    re.IGNORECASE,
)
_OF_A_USE = re.compile(
    r"\b(?:not|never) (?:suitable|suited|designed|intended|approved|meant|made|foreseen|available)"
    r" (?:for|in|as|to|with)\b|不适用于?|不适合|不支持|[不勿](?:能|得|宜|可)?用于",
    re.IGNORECASE,
)
"""What says no to all that its clause goes on to name."""
_FREE_AFTER = re.compile(r"^[\w-]*?(?:[- ]free|less)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"^[^.,;:]{0,25}?\b(?:(?:is|are|was|were|be|been)(?: \w+)?"
    r" (?:not|never|no longer|unnecessary|avoided|eliminated)"
    r"|(?:do|does|did|need|can|may|must) not|cannot)\b"
    r"|^[^，。；]{0,4}(?:不使用|不需要|不用|不添加|为零|不产生|不在|无法|不能|不支持|不提供|不可用|不可(?!逆|燃|或缺))",
    re.IGNORECASE,
)
_DONE_WITHOUT = re.compile(
    r"^[\w-]* (?:is|are) (?:not|never) (?:used|needed|required|necessary|added|dosed|involved)\b"
    r"|^(?:不使用|不需要|不用|不添加)",
    re.IGNORECASE,
)
_RIGHT_BEFORE = re.compile(
    r"(?:\bno|\bwithout|\bfree (?:of|from)|\bneither|\bnor|\bnot (?:use|need|require|contain)\w*"
    r"|(?:不(?:再|得)?(?:使用|用|需要?|添加|投加|含有?|产生|设|放|采用|消耗)?|无需?|没有|不必|免)"
    r"(?:任何|使用|添加|投加|外加|额外|补烧|补充)?)"
    r"\s*(?:any |additional |external |extra |separate |added |outside )?$",
    re.IGNORECASE,
)
_RESTRICTION = re.compile(r"\bonly\b(?! through)|\bexclusively\b|只|仅", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:will|would|could|might|may|plan(?:s|ned)?|aims?|aiming|goal|target(?:s|ed)?"
    r"|expect(?:s|ed)?(?! (?:\w+ )?life)|(?:under|in) development|intend(?:s|ed)?|not yet"
    r"|scheduled (?:for|to))\b"
    r"|计划|目标|预计|有望|拟|规划|将|尚未|尚在|尚处",
    re.IGNORECASE,
)

_NOT_NOW = re.compile(
    r"\b(?:pending|in preparation|withdrawn|expired|ceased|abandoned|stopped|stops|discontinued"
    r"|dispensed with|applied for|sought|declined|problem|does nothing|no longer|used to|formerly"
    r"|previously|predecessors?|former|older|competit\w+|competing|conventional|traditional|unlike"
    r"|whether|(?:must|has to|have to) be (?:taken out|shut down|switched off|stopped))\b"
    r"|办理|过期|取消|筹备|缺失|较差|不明显|原先|以前|传统|同类|淘汰|此前|曾经?|与.{1,8}不同",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"\b(?:still (?:running|open|ongoing|under ?way|being|in (?:progress|preparation|trial))"
    r"|(?:is|are) (?:ongoing|under ?way|in progress|awaited|under (?:review|test|way))"
    r"|(?:in|on|under) (?:trial|field test|test)s?(?= |$|[.,;])(?! (?:with|on|of|at|in)\b)"
    r"|(?:pilot|trial|test|planning|design|application) (?:phase|stage)"
    r"|next (?:year|spring|summer|autumn|winter|quarter|version|release|generation)"
    r"|ha(?:s|ve) been filed|being (?:prepared|developed|planned)|awaiting)\b"
    r"|仍在|正在(?:研|开发|申|筹|[中小]?试|验证)"
    r"|(?:试点|申报|申请|报批|研发|试验|测试|论证|中试|小试|规划|设计|试用|试运行)(?:的?过程)?(?:阶段|之?中)"
    r"|下一?(?:版本|阶段|代)|待(?:批|审|验证|定|取得)|审批中|送审",
    re.IGNORECASE,
)
"""What is on its way, and so not there."""
_NOT_SUPPLIED = re.compile(
    r"\b(?:not (?:part of|included in|within|in|covered by) (?:our |the |this )?(?:\w+ )?"
    r"(?:supply|scope|delivery|offer|package|price|contract|system)"
    r"|outside (?:our |the )?(?:\w+ )?(?:supply|scope|delivery)|(?:needs?|requires?) a separate"
    r"|(?:in|by) a separate (?:step|stage|process|plant|unit|order|contract)"
    r"|(?:supplied|provided|arranged|done|built|installed|carried out|taken care of) (?:\w+ )?by"
    r" (?:others|third parties|the (?:customer|client|owner|operator|buyer|user|farmer)|you)"
    r"|by others"
    r"|(?:customer|client|owner|operator|buyer|user)s? (?:has|have|must|needs?)\b[^.;]{0,20}"
    r"\b(?:provide|arrange|supply|add|instal|build)|sold separately|extra order)"
    r"|本(?:技术|装置|设备|系统|工艺|产品|项目|方案|报价|价格)不(?:含|包含|包括|提供|涉及)"
    r"|不(?:含|包含|包括|提供)(?:该|此|这)|不在(?:供货|供应|本|报价|服务)|另行|另需|需另|须另|需自|自备|自行(?:配|建|解决|处理)"
    r"|(?:业主|用户|客户|买方|甲方)(?:自|另|负责|提供|承担|配)|由(?:业主|用户|客户|买方|甲方|第三方|他方)",
    re.IGNORECASE,
)
_REPLACED_AFTER = re.compile(
    r"(?:\b(?:replaces|supersedes|displaces|takes? the place of|replacement for"
    r"|substitutes?(?: for)?)|替代|取代|代替|替换掉?)[^,，。；;:：.]*$",
    re.IGNORECASE,
)
_REPLACED_BEFORE = re.compile(
    r"^[\w -]{0,25}\b(?:is|are|gets?) (?:replaced|displaced|superseded) by\b"
    r"|^[^，。；]{0,6}被.{0,10}(?:替代|取代|代替)",
    re.IGNORECASE,
)
_COMPARED_AFTER = re.compile(
    r"(?:\b(?:compared (?:with|to)|than|versus|vs\.?|relative to)|[与比较])[^,，。；;:：.]{0,20}$",
    re.IGNORECASE,
)
_COMPARED_BEFORE = re.compile(r"^[^，。；]{0,8}(?:相比|比较)")
_WITH = re.compile(r"\b(?:with|by|using|and)\b|，|用于|[并且]", re.IGNORECASE)
"""Where what stands in for it begins."""
_IN_PART = re.compile(
    r"\d|\b(?:part(?:s|ly|ially)?|some|most|half|third|quarter|every|when|we|you|operators?"
    r"|technicians?|workers?|persons?|people|staff|team|farmers?|robots?|drivers?)\b|部分|大半|[一二三]成|每",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:old|older|former|previous|earlier|predecessors?|competitors?|competing|owner)\b"
    r"|原有|原先|以前|传统|同类|此前",
    re.IGNORECASE,
)


def hedged(sentence: str) -> bool:
    """Whether a sentence speaks of plans: no evidence for anything."""
    return _HEDGE.search(sentence) is not None


@lru_cache(maxsize=REMEMBERED)
def is_past(sentence: str) -> bool:
    """Whether a sentence may speak of what is not so now, or is so elsewhere: what it names need
    then not be there, nor be missing."""
    return bool(_NOT_NOW.search(sentence) or _PENDING.search(sentence))


def is_left_to_others(sentence: str) -> bool:
    """Whether a sentence speaks of what is not supplied: what it names need not be there."""
    return _NOT_SUPPLIED.search(sentence) is not None


def is_replaced(text: str, start: int, end: int) -> bool:
    """Whether what stands there in a text is what is done away with: "replaces coal boilers"."""
    before = _REPLACED_AFTER.search(text[:start])
    if before and not _WITH.search(before[0]):
        return True
    return _REPLACED_BEFORE.match(text[end:]) is not None


def is_compared(text: str, start: int, end: int) -> bool:
    """Whether what stands there in a text is what an offer is compared with."""
    if detect_language(text) == "zh":
        return bool(_COMPARED_AFTER.search(text[:start]) and _COMPARED_BEFORE.match(text[end:]))
    return _COMPARED_AFTER.search(text[:start]) is not None


def is_replaced_in_part(text: str) -> bool:
    """Whether a text that speaks of replacing may do so of a part only."""
    return _IN_PART.search(text) is not None


def is_of_others(clause: str) -> bool:
    """Whether a clause tells the state before, or that of others."""
    return _NOT_OURS.search(clause) is not None


def restricts(text: str) -> bool:
    """Whether a requirement turns on an "only", which a comparison of words cannot weigh."""
    return _RESTRICTION.search(text) is not None


def denies(text: str) -> bool:
    """Whether a text says no to something; "no more than" only sounds like it."""
    return _NEGATION.search(_NO_NEGATION.sub(" ", _COMPARISON.sub(" ", text))) is not None


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether what stands there in a text is within reach of a negation."""
    text = _without_sound_alikes(text)
    clause = re.split(r"[,;:，；：。]", text[:start])[-1]
    if _OF_ALL.search(clause) or _OF_A_USE.search(clause):
        return True
    if _AFTER.match(text[end:]) or _FREE_AFTER.match(text[start:]) or denies(text[start:end]):
        return True
    chinese = detect_language(clause) == "zh"
    reach = clause[-2 * _REACH :] if chinese else clause
    return _NEGATION.search(" ".join(reach.split()[-_REACH:])) is not None


def denies_use(text: str) -> bool:
    """Whether a text says outright that something is not for what it goes on to name."""
    return _OF_A_USE.search(text) is not None


def is_ruled_out(text: str, start: int, end: int) -> bool:
    """Whether right before or behind a place it says that there is none of it."""
    text = _without_sound_alikes(text)
    if _RIGHT_BEFORE.search(text[:start]) or _FREE_AFTER.match(text[start:]):
        return True
    return _DONE_WITHOUT.match(text[end:]) is not None


def _without_sound_alikes(text: str) -> str:
    return _NO_NEGATION.sub(lambda match: "_" * len(match[0]), text)
