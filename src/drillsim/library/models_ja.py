"""What the models say about values, in Japanese.

The models write English; each of their texts is a key here, with {} where a value stands in it. A text without an
entry stays English, and a test names it.
"""

from __future__ import annotations

TEXTS = {
    # 数量
    "{} is needed here, not {}": "ここには{0}が必要です（{1} となっています）",
    "a duration needs a unit: {}s, {}m or {}h": "所要時間には単位が必要です: {0}s、{0}m、{0}h など",
    "'{}' is not a duration; write a number with a unit{}": (
        "'{0}' は所要時間ではありません。90s、15m、4h11m、2d のように数と単位で書いてください"
    ),
    "a spread has exactly low, likely and high": "幅のある時間には low、likely、high の三つを書きます",
    "'{}' has too many parts; write low..high or low..likely..high": (
        "'{0}' は部分が多すぎます。最短..最長 か 最短..見込み..最長 と書いてください"
    ),
    "'{}' does not rise; write the shortest first": "'{0}' は昇順になっていません。短い方を先に書いてください",
    "{} is not between 0 and 1; shares and chances are written 0.3 or 30%": (
        "{0} は 0 から 1 の間にありません。割合や確率は 0.3 か 30% のように書きます"
    ),
    "{} is negative; a factor is 0 or more": "{0} は負の数です。倍率は 0 以上です",
    "{} is negative; a number of items is 0 or more": "{0} は負の数です。件数は 0 以上です",
    "{} is not a whole number of 0 or more": "{0} は 0 以上の整数ではありません",
    "'{}' is not a rate; write a number per time, such as 60/h or 3/d": (
        "'{0}' は率ではありません。60/h や 3/d のように時間当たりの数で書いてください"
    ),
    "'{}' is not an amount of money; write JPY 900000": "'{0}' は金額ではありません。JPY 900000 のように書いてください",
    # 文字列と id
    "a text is a string or {en: ..., ja: ...}": "文章は文字列か {{en: ..., ja: ...}} です",
    "'{}' is no language of a text; use one of en, ja": (
        "文章に '{0}' という言語はありません。en か ja を使ってください"
    ),
    "'{}' is not an id; ids are made of a-z, 0-9, - and /": (
        "'{0}' は id として使えません。使えるのは a-z、0-9、- と / です"
    ),
    "'{}' is not a path; write id.field, such as hub.restart": (
        "'{0}' はパスではありません。hub.restart のように id.項目 と書いてください"
    ),
    # 時刻と暦
    "'{}' is outside the day; clock times run from 00:00 to 24:00": (
        "'{0}' は一日の外です。時刻は 00:00 から 24:00 までです"
    ),
    "'{}' is not a date of the calendar": "'{0}' という日付は暦にありません",
    "'{}' is not a date between {} and {}": "'{0}' は {1} 年から {2} 年の間の日付ではありません",
    "'{}' lies more than {} days after the start": "'{0}' は開始から {1} 日より後です",
    "'{}' is not a date; write 2021-03-20": "'{0}' は日付ではありません。2021-03-20 のように書いてください",
    "'{}' is not a clock time; write 13:00, d+1 06:38 or 2021-03-12 13:00": (
        "'{0}' は時刻ではありません。13:00、d+1 06:38、2021-03-12 13:00 のように書いてください"
    ),
    "'{}' has an offset but no date; write the date too": (
        "'{0}' には時差があるのに日付がありません。日付も書いてください"
    ),
    "'{}' is not a kind of day; use {}, a range such as mon-fri, or a date": (
        "'{0}' は日の種類ではありません。{1}、mon-fri のような範囲、または日付を使ってください"
    ),
    "'{}' is not a window; write days and times, such as business 09:00-15:00, or the name of a window": (
        "'{0}' は時間帯ではありません。business 09:00-15:00 のような日と時刻か、時間帯の名前を書いてください"
    ),
    "'{}' is neither a clock time nor the edge of a window; write 15:30 or core-time.end": (
        "'{0}' は時刻でも時間帯の端でもありません。15:30 か core-time.end のように書いてください"
    ),
    "'{}' is not a time zone; write an IANA name such as Asia/Tokyo": (
        "'{0}' というタイムゾーンはありません。Asia/Tokyo のような IANA の名前を書いてください"
    ),
    # 条件と尺度
    "'{}' is not a measure; write ID.NAME, such as atm-cash.failed": (
        "'{0}' は尺度ではありません。atm-cash.failed のように ID.名前 と書いてください"
    ),
    "after the measure '{}' only 'because ID' may follow, not '{}'": (
        "尺度 '{0}' の後に書けるのは 'because ID' だけで、'{1}' は書けません"
    ),
    "'{}' names no measure before '{}'": "'{0}' には '{1}' の前に尺度がありません",
    "'{}' is not a condition; write ID STATE (hub down) or MEASURE OP VALUE (atm.stopped > 50)": (
        "'{0}' は条件ではありません。ID 状態（hub down）か 尺度 演算子 値（atm.stopped > 50）と書いてください"
    ),
    "a test of the time is written 'time >= 08:00'": "時刻の条件は 'time >= 08:00' のように書きます",
    "a comparison has one operator, with a measure before it and a value after it": (
        "比較の演算子は一つで、前に尺度、後ろに値を書きます"
    ),
    "'{}' is not an id": "'{0}' は id ではありません",
    "'{}' is not a state; use one of {}": "'{0}' という状態はありません。次のいずれかを使ってください: {1}",
    "write 'known' or 'known to ROLE'": "'known' か 'known to 役割' と書いてください",
    "write 'PAIR on MEMBER'": "'組 on 構成要素' と書いてください",
    "write 'DECISION decided' or 'DECISION decided OPTION'": "'判断 decided' か '判断 decided 選択肢' と書いてください",
    "'{}' does not belong after '{}'": "'{1}' の後に '{0}' は書けません",
    "'{}' is not an operator; use one of {}": "'{0}' という演算子はありません。次のいずれかを使ってください: {1}",
    "'{}' needs a space on each side of its operator": "'{0}' の演算子の前後に空白を入れてください",
    "'{}' is no part of a condition; use one of all, any, not, for, by": (
        "'{0}' は条件のキーではありません。all、any、not、for、by のいずれかを使ってください"
    ),
    "a condition is a text, or a map with all, any or not": "条件は文字列か、all、any、not のいずれかを持つマップです",
    "a condition map has exactly one of all, any, not, and may have for and by": (
        "条件のマップには all、any、not のうち一つだけを書き、for と by を添えられます"
    ),
    "'{}' needs a list of conditions": "'{0}' には条件のリストが必要です",
    # 構成要素、業務、作業、人
    "'{}' is no later than the step before it; write 00:00, then 09:00, then 17:00": (
        "'{0}' は前の刻みより後の時刻ではありません。00:00、09:00、17:00 のように時刻の順に書いてください"
    ),
    "'{}': a demand step starts at a time of day, such as 09:00": "'{0}': 需要の刻みは 09:00 のような時刻で始まります",
    "due belongs to a line with a backlog; without one an item is served at once or fails": (
        "due は backlog のある業務に書きます。backlog がなければ、その場で処理されるか失敗します"
    ),
    "a need is an id, or a map with need, any, all, at_least, share or chain": (
        "needs の項目は id か、need、any、all、at_least、share、chain のいずれかを持つマップです"
    ),
    "an effect has one of the verbs {}": "効果には次の動詞のいずれか一つを書きます: {0}",
    "an event has either at (a time) or when (a condition)": (
        "出来事には at（時刻）か when（条件）のどちらか一つを書きます"
    ),
    "a signal has either when (one message) or each (one message per item)": (
        "信号には when（一度の連絡）か each（一件ごとの連絡）のどちらか一つを書きます"
    ),
    "a signal needs when (one message) or each (one message per item); "
    "write what only send or tells sends under injects, with reserve: true": (
        "信号には when（一度の連絡）か each（一件ごとの連絡）が必要です。"
        "send や tells だけで送る連絡は、injects に reserve: true を付けて書いてください"
    ),
    "an obligation has either within (a time from its trigger) or by (a clock time)": (
        "義務には within（きっかけからの時間）か by（時刻）のどちらか一つを書きます"
    ),
    "units need either a count or groups": "units には count か groups のどちらか一つを書きます",
    "units need a count of at least 1": "units の count は 1 以上です",
    "failover belongs to a standby pair; write first_of: [active, standby] too": (
        "failover は待機系の組に書きます。first_of: [現用, 待機] も書いてください"
    ),
    "first_of names '{}' twice": "first_of に '{0}' が二度書かれています",
    "a message goes to one role or more": "連絡先の役割を一つ以上書いてください",
    "first_of needs at least two members": "first_of には二つ以上必要です",
    "'{}' is not a choice; write DECISION OPTION": "'{0}' は選択ではありません。判断 選択肢 の順に書いてください",
    "'{}' is not the name of a published row; write ROW or SCENARIO.ROW": (
        "'{0}' は公表の行の名前ではありません。行の名前か、シナリオ.行の名前 と書いてください"
    ),
    "a published row has one of decided, is, figure": "公表の行には decided、is、figure のいずれか一つを書きます",
}

SHORTENED = {
    "'{}' is not a state": "'{0}' という状態はありません",
    "'{}' is not a kind of day": "'{0}' は日の種類ではありません",
    "'{}' is not an operator": "'{0}' という演算子はありません",
    "'{}' is no language of a text": "文章に '{0}' という言語はありません",
    "'{}' is no part of a condition": "'{0}' は条件のキーではありません",
}
"""Texts that lose their list of what is allowed where the hint has it, or the one word of it that was meant."""

WANTED = {
    "a number of items": "件数",
    "a whole number": "整数",
    "a share such as 0.3 or 30%": "0.3 や 30% のような割合",
    "a number such as 1.5": "1.5 のような数",
    "a number or a percentage": "数か百分率",
}
"""What the models call for, where a text names it."""
