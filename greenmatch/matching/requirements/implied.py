"""Words that need not be said: those that a unit implies, and those that say nothing."""

from functools import cache
from typing import NamedTuple

from greenmatch.core.text import stem
from greenmatch.matching.requirements.units import dimension


class Implied(NamedTuple):
    """Stems in English, expressions in Chinese (longest first)."""

    en: frozenset[str]
    zh: tuple[str, ...]


_NOTHING = Implied(frozenset(), ())

# For a unit: what its quantities are called.
_NAMES = {
    "kelvin": ("temperature temperatures", "温度"),
    "watt": (
        "power output capacity rated installed electric electrical",
        "输出功率 功率 装机容量 装机 容量",
    ),
    "watt_hour": ("energy capacity", "电量 能量 容量"),
    "meter**3/hour": (
        "flow capacity throughput treatment treated output rate feed feedstock input",
        "年处理能力 日处理能力 处理能力 处理规模 处理水量 处理风量 处理量 送风量 风量 流量 水量",
    ),
    "meter**3": ("volume capacity", "处理能力 处理量 容积 体积"),
    "kilogram/hour": (
        "capacity throughput treatment production output rate feed feedstock input",
        "年处理能力 日处理能力 处理能力 处理规模 处理量 产能 产量",
    ),
    "kilogram": (
        "mass weight capacity production output quantity",
        "年处理能力 处理能力 处理量 重量 产量",
    ),
    "hundredth": ("share content fraction proportion percentage degree", "占比 比例 含量 比率"),
    "gram_co2e/year": ("greenhouse gas co2 carbon emissions", "温室气体 二氧化碳 碳排放 碳"),
    "gram_co2e": ("greenhouse gas co2 carbon emissions", "温室气体 二氧化碳 碳排放 碳"),
    "pascal": ("pressure", "压力"),
    "meter**2": ("area footprint space floor", "占地面积 占地 面积"),
    "sound_level": ("noise sound", "噪声 噪音"),
    "charge_cycle": ("cycle cycles life", "循环次数 循环寿命 循环"),
    "year": ("time period", "时间 期限"),
    "kilometer/hour": ("speed velocity", "时速 速度"),
    "hertz": ("frequency", "频率"),
    "volt": ("voltage", "电压"),
    "watt_hour/meter**3": (
        "specific energy electricity electric electrical power consumption demand use used",
        "单位能耗 吨水电耗 能耗 电耗",
    ),
    "watt_hour/kilogram": (
        "specific energy electricity electric electrical power consumption demand use used density",
        "单位能耗 能耗 电耗",
    ),
    "kilogram/meter**3": ("concentration", "浓度"),
    **{
        f"{currency}{per}": ("cost costs price investment", "运行成本 成本 价格 造价 投资 费用")
        for currency in ("euro", "us_dollar", "yuan", "pound_sterling")
        for per in ("", "/meter**3", "/kilogram", "/watt", "/watt_hour", "/year")
    },
}

_GENERIC = """
    able about above achieve allow around at available be below between can capable device
    equipment ensure exceed for from has have high higher installation item least less level limit
    low lower maximum meet minimum more must need needed needs offer one only operate operating
    operation over overall plant possible process product provide provided range rate reach require
    required requirement requires should site solution suitable system than the total typical under
    unit up value work works working year day hour annual yearly daily mean average total kilogram
    tonne hectare keep kept accept accepted tolerate tolerated handle handled permissible allowed
    allowable admissible usable used single each every number full lowest highest down withstood
    expected rated nominal guaranteed kg mg km kwh mwh specific final approximately capability
    function functionality feature interface support supported compatible compatibility option
    included inclusion suitability down fitted
"""
_GENERIC_ZH = """
    不低于 不高于 不少于 不超过 不大于 不小于 大于等于 小于等于 低于 高于 超过 大于 小于 至少 至多
    要求 需要 应当 必须 能够 可以 达到 系统 设备 装置 单套 整套 最大 最小 最高 最低 适用 范围 以上
    可作业 适用于 包含 包括 配套 配备 配置 提供 支持 可处理 单元 功能 接口 掺用 适应
    以下 以内 单线 等于 具有 具备 采用 实现 进行 单台 单机 单个 可接受的
    可接受 允许 每日 每天 每年 每小时 可利用的 可利用 下限 上限 单位 原料 幅度 程度
"""
GENERIC = frozenset(filter(None, map(stem, _GENERIC.split())))
GENERIC_ZH = tuple(sorted(_GENERIC_ZH.split(), key=len, reverse=True))


def implied_by(wanted: str | None) -> Implied:
    """The words that a quantity of this dimension implies."""
    return _by_dimension().get(wanted, _NOTHING) if wanted else _NOTHING


@cache
def _by_dimension() -> dict[str, Implied]:
    return {
        dimension(unit): Implied(frozenset(map(stem, english.split())), tuple(chinese.split()))
        for unit, (english, chinese) in _NAMES.items()
    }
