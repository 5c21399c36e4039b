"""What a run and a drill say when they refuse a command, in Japanese.

They write English; each of their texts, message or hint, is a key here, with {} where a value stands in it.
A text without an entry stays English, and a test names it.
"""

from __future__ import annotations

TEXTS = {
    # 判断
    "'{} {}' cannot be chosen: {}": "'{0} {1}' は選べません。{2}",
    "it has not been asked yet": "まだ判断を求められていません",
    "it has been decided already": "すでに判断されています",
    "it has been skipped": "見送られています",
    "it is forbidden": "禁じられています",
    "its condition does not hold": "条件が成り立っていません",
    "'{}' does not offer '{}'": "'{0}' に選択肢 '{1}' はありません",
    "it offers {}": "選択肢は次のとおりです: {0}",
    "'{}' has no authority over '{}'": "'{0}' に '{1}' を判断する権限はありません",
    "it is asked of '{}'": "判断を求められているのは '{0}' です",
    "'{}' cannot approve its own choice": "'{0}' は自分の判断を自分で承認できません",
    "leave approved out; the authority will be asked": "approved を取ってください。権限者に承認を求めます",
    "'{}' is not open": "'{0}' は判断を求められていません",
    "only an open question can be skipped": "見送れるのは、判断を求められているものだけです",
    "'{}' is not a choice": "'{0}' は選択になっていません",
    "write DECISION OPTION": "「判断 選択肢」の形で書いてください",
    # 操作
    "{} is not a command": "{0} は操作ではありません",
    "a command is a map with decide, do or tell": "操作は decide、do、tell のいずれかを持つマップです",
    "'{}' does not belong to a command with {}": "'{0}' は {1} の操作には書けません",
    "a command carries out one effect, not a list": "一つの操作が行うのは一つの作用だけで、リストは書けません",
    "write {do: {fail: COMPONENT}}, one command for each": (
        "{{do: {{fail: 構成要素}}}} のように、一つずつ操作を書いてください"
    ),
    "write {decide: DECISION OPTION}, {do: {fail: COMPONENT}} or {tell: ROLE}, each with by: ROLE if wanted": (
        "{{decide: 判断 選択肢}}、{{do: {{fail: 構成要素}}}}、{{tell: 役割}} のいずれかを書き、"
        "必要なら by: 役割 を付けてください"
    ),
    "a command cannot last until a condition": "操作を条件が成り立つまで続けることはできません",
    "write for: 30m, or until: a clock time": "for: 30m か、until: 時刻 を書いてください",
    "the scenario is over, nothing can be done any more": "シナリオは終わっており、もう何もできません",
    "begin another run": "新しく始めてください",
    "the moment {} {}; the run is at {}": "{0} は指定できる時点ではありません（{1}）。現在は {2} です",
    # 連絡
    "'tell' names a role or a list of roles, not a map": "'tell' には役割か役割のリストを書きます。マップは書けません",
    "write {tell: ROLE, says: WORDS, route: ROUTE}": "{{tell: 役割, says: 文, route: 経路}} の形で書いてください",
    "'{}' is no kind of message": "'{0}' という種類の連絡はありません",
    "write kind: hint, or leave it out": "kind: hint と書くか、取ってください",
    "a corrected estimate names its message and a time": "見込みの訂正には、元の連絡と時刻が必要です",
    "write corrects: MESSAGE and estimate: 10:15": "corrects: 連絡 と estimate: 10:15 を書いてください",
    "'{}' makes nobody believe in a time": "'{0}' は時刻の見込みを伝える連絡ではありません",
    # 予定された状況付与
    "{} has passed": "{0} はすでに過ぎています",
    "write a later time; d+1 10:15 is the day after the start": (
        "後の時刻を書いてください。d+1 10:15 は開始の翌日です"
    ),
    "that moment lies behind the end of the scenario": "その時刻はシナリオの終わりより後です",
    "write an earlier time": "早い時刻を書いてください",
    "a time and a condition are two injects": "時刻と条件は同時には付けられません",
    "write at or when, not both": "at か when のどちらかを書いてください",
    "no inject {} waits": "番号 {0} の状況付与は待っていません",
    "nothing waits": "待っているものはありません",
    "'{}' is not the number of an inject": "'{0}' は状況付与の番号ではありません",
    "write {withdraw: NUMBER}": "{{withdraw: 番号}} の形で書いてください",
    "at sign {} of '{}': {}": "'{1}' の {0} 文字目: {2}",
    "a highest value and what was lost because of something are counted only where a file asks for them": (
        "最大値と、あるものを原因とする損失は、ファイルに書かれている場合にだけ数えられます"
    ),
    "write the measure without .peak and without because": ".peak と because を使わずに書いてください",
    "this run looks at no conditions": "この実行は条件を見ません",
    "begin it with watched=True, so that conditions can be given": "条件を与えるには watched=True で始めてください",
    # 実行
    "a seed is a whole number from 0 to {}, not {}": "シードは 0 から {0} までの整数です。{1} は使えません",
    "a moment is a whole number of milliseconds, not {}": "時点はミリ秒の整数です。{0} は使えません",
    "time does not go back: {} ms is reached, {} ms was asked for": (
        "時間は戻りません。現在は {0} ms で、指定は {1} ms です"
    ),
    "'{}' cannot be pinned": "'{0}' は固定できません",
    "only tasks, their steps and switches by hand can be": "固定できるのは作業、その手順、手動切替だけです",
}
