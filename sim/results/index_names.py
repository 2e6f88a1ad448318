"""What the autonomy index and its components are called in the tables of a sweep and a city."""

INDEX_ZH = {
    "autonomy": "自治指数",
    "resident_resolved": "居民自主办结",
    "output_legitimacy": "产出合法性",
    "participation": "参与",
    "financial_independence": "财务独立",
    "organizational_density": "组织密度",
    "initiative": "居民主动性",
}
INDEX_MEANINGS = {name: name.replace("_", " ") for name in INDEX_ZH} | {"resident_resolved": "resolved by residents"}
