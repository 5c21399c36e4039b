"""What the checks of a whole case say, in Japanese.

The checks write English; each of their texts, message or hint, is a key here, with {} where a value stands in it.
A text without an entry stays English, and a test names it.
"""

from __future__ import annotations

TEXTS = {
    # 名前
    "unknown {} '{}'": "{0} '{1}' はありません",
    "unknown {} '{}' of {}": "{2}に{0} '{1}' はありません",
    "the {} '{}'": "{0} '{1}' ",
    "no number '{}' is written that could be set": "'{}' に書かれた数はなく、変えられません",
    "did you mean one of {}?": "次のいずれかではありませんか: {0}",
    "what can be set of it: {}": "変えられるもの: {0}",
    "{} and {} more": "{0} ほか {1} 件",
    "'{}' is not written, so there is nothing to set": "'{0}' は書かれていないので、変えるものがありません",
    "write '{}' at '{}', with what holds until then; then it can be set": (
        "'{1}' に '{0}' の形でそれまでの値を書けば、変えられるようになります"
    ),
    "'{}' has no backlog in which something could become overdue": (
        "'{0}' には滞留がないので、期限を過ぎるものがありません"
    ),
    "give it a backlog, or leave due out": "滞留を持たせるか、due を取ってください",
    "'{}' has no value that '{}' could change": "'{0}' には値がなく、'{1}' で変えることができません",
    "give it a value of its own, without x, + or -": "x や + - を付けずに値そのものを書いてください",
    "'{}' cannot change '{}'": "'{0}' で '{1}' を変えることはできません",
    "write a value of its own, as in the file": "ファイルに書くとおりに、値そのものを書いてください",
    "write it where the thing is written; then it can be set": "元の場所に書けば、変えられるようになります",
    "add it, or use an id that exists": "追加するか、すでにある id を使ってください",
    "use one of {}": "次のいずれかを使ってください: {0}",
    "test one of its measures instead": "代わりに尺度を使ってください",
    "'{}': only what is counted has a rate, and '{}' has no rate": (
        "'{0}': 率があるのは数えるものだけで、'{1}' に率はありません"
    ),
    "'{}' is needed twice here": "'{0}' がここで二度必要とされています",
    "give one of the two an id of its own": "どちらかに id を付けてください",
    "need of '{}'": "'{0}' の needs",
    "'{}' takes {} people, and '{}' are {}: it never starts": (
        "'{0}' には {1} 人が必要ですが、'{2}' は {3} 人なので、始まることがありません"
    ),
    "make the crew larger, or let fewer do it": "要員を増やすか、必要な人数を減らしてください",
    "leave /h out": "/h を取ってください",
    "'{}' and '{}' cannot be compared: they count different things": (
        "'{0}' と '{1}' は比べられません。数えるものが違います"
    ),
    "compare times with times, items with items": "時間は時間と、件数は件数と比べてください",
    "'{}' is no standby pair": "'{0}' は待機系の組ではありません",
    "test its level instead": "代わりに level を使ってください",
    "'{}' is not one of {}": "'{0}' は次のいずれでもありません: {1}",
    "'{}' is neither true nor false": "'{0}' は true でも false でもありません",
    "'{}' is no value here": "ここに '{0}' は書けません",
    "'{}' is not a time of day; write 15:00": "'{0}' は時刻ではありません。15:00 のように書いてください",
    "the units or capacity of '{}'": " '{0}' の units か capacity ",
    "did you mean '{}'?": "'{0}' ではありませんか",
    "there are: {}": "次のものがあります: {0}",
    "add it, or use the id of a {} that exists": "追加するか、すでにある{0}の id を使ってください",
    "'{}' is the name of a {} already": "'{0}' はすでに{1}の名前です",
    "ids are unique over topology and scenario: choose another": (
        "id はトポロジーとシナリオを通じて一つだけです。別の名前にしてください"
    ),
    "option of '{}'": "'{0}' の選択肢",
    "two published rows are called '{}'": "公表の行に '{0}' という名前が二つあります",
    "choose another name for one of them": "どちらかを別の名前にしてください",
    "member of '{}'": "'{0}' の構成員",
    "measure of the {} '{}'": "{0} '{1}' の尺度",
    "form of this line's tolerance": "この業務の耐性度の項目",
    # 時刻と暦
    "window '{}' is made of itself": "時間帯 '{0}' が自分自身からできています",
    "write its days and times": "日と時刻を書いてください",
    "the scenario ends ({}) before it starts ({})": "シナリオの終わり（{0}）が始まり（{1}）より前です",
    "choose a later end": "終わりを遅くしてください",
    "a scenario may last a year at the most": "シナリオの長さは一年までです",
    "choose an earlier end": "終わりを早くしてください",
    "'{}' has no date": "'{0}' には日付がありません",
    "write 2021-03-12 08:00": "2021-03-12 08:00 のように書いてください",
    "{} lies outside the scenario: it never happens": "{0} はシナリオの外なので、起きることはありません",
    "{} lies outside the scenario: this row counts for nothing": "{0} はシナリオの外なので、この行は使われません",
    "choose a time between starts and ends": "starts と ends の間の時刻にしてください",
    "a time without a date is the first after the start, here {}; the scenario runs from {} to {}": (
        "日付のない時刻は開始以後で最初のその時刻で、ここでは {0} です。シナリオは {1} から {2} までです"
    ),
    "{} does not exist: the clocks go forward over it": "{0} は時計が進められて飛ばされるため、存在しません",
    "it is taken as {}; write a time that the clocks show": ("{0} とみなします。実際に時計が示す時刻を書いてください"),
    "patience does nothing here: what '{}' cannot do at once waits in its backlog": (
        "ここの patience は効きません。'{0}' がすぐに処理できないものは滞留で待ちます"
    ),
    "leave patience out, or the backlog; due says when a waiting item is too late": (
        "patience か backlog のどちらかを取ってください。待っているものの期限は due で書きます"
    ),
    "'{}' is met at the start: '{}' is up then": "'{0}' は開始の時点で満たされています。'{1}' は初めから動いています",
    "write '{} back by {}': up again after it was down": (
        "'{0} back by {1}' と書けば、止まった後の復旧を問うことになります"
    ),
    "{}: this never settles within one moment: {}": "{0} の一瞬のうちに、互いに作用し続けて決着しません: {1}",
    "let one of them act a while later (after: 1s), or wait until something has held (for 1s)": (
        "どれか一つを少し遅らせるか（after: 1s）、条件がしばらく続いてから動くように（for 1s）してください"
    ),
    # 構成要素と needs
    "a circle of needs runs through {}: {}": "needs の循環が{0}を通っています: {1}",
    "take one need out of the circle": "循環から一つ取り除いてください",
    "these need each other: {}": "互いに必要とし合っています: {0}",
    "once dark they stay dark until somebody starts one of them (effect start)": (
        "一度止まると、誰かがどれかを起動する（効果 start）まで止まったままです"
    ),
    "'{}' has {} units": "'{0}' の台数は {1} です",
    "at most {}": "{0} までです",
    "the shares of use add up to more than 1": "利用の割合の合計が 1 を超えています",
    "they must add up to 1 at most": "合計は 1 以下にしてください",
    "'{}' needs itself": "'{0}' が自分自身を必要としています",
    "remove it, or name what it really needs": "取り除くか、本当に必要なものを書いてください",
    "at_least {} of {} is not possible": "{1} 個のうち at_least {0} はありえません",
    "write 1 to {}": "1 から {0} の間で書いてください",
    "the weights of this share are all 0": "share の重みがすべて 0 です",
    "give at least one part a weight": "少なくとも一つに重みを付けてください",
    "'{}' has no units": "'{0}' には units がありません",
    "leave units out, or give it units": "units を取るか、units を持たせてください",
    "leave per_unit out, or give it units": "per_unit を取るか、units を持たせてください",
    "write daily 00:00": "daily 00:00 のように書いてください",
    # 効果
    "'{}' cannot change little by little": "'{0}' は少しずつ変えることができません",
    "leave over out": "over を取ってください",
    "{} works on a {}; '{}' is a {}": "{0} の対象は{1}ですが、'{2}' は{3}です",
    "use {} on a {}": "{0} は{1}に使ってください",
    "corrupt needs either share or items": "corrupt には share か items のどちらか一つが必要です",
    "write {corrupt: X, share: 1%}": "{{corrupt: X, share: 1%}} のように書いてください",
    "'{}' keeps no wrong records": "'{0}' は誤った記録を持ちません",
    "give it wrong_from, or corrupt a share": "wrong_from を持たせるか、share で書いてください",
    "expose needs either items or rate": "expose には items か rate のどちらか一つが必要です",
    "write {expose: X, items: 100}": "{{expose: X, items: 100}} のように書いてください",
    "surge needs either by or add": "surge には by か add のどちらか一つが必要です",
    "write {surge: X, by: 1.5}": "{{surge: X, by: 1.5}} のように書いてください",
    "'{}' has no capacity to load": "'{0}' には負荷をかける capacity がありません",
    "give it capacity": "capacity を持たせてください",
    "load on a component is added, not multiplied": "構成要素の負荷は掛けるのではなく加えます",
    "write add: 1000/h": "add: 1000/h のように書いてください",
    "{}: {}": "{0}: {1}",
    "write it as in the file": "ファイルと同じ書き方で書いてください",
    "write it in the unit of the measure": "尺度の単位で書いてください",
    # 尺度と条件
    "'{}' is a {}, which has no measures": "'{0}' は{1}で、尺度を持ちません",
    "test its state instead": "代わりに状態を使ってください",
    "'because' follows failed or turned_away of a line, not '{}'": (
        "'because' は業務の failed か turned_away の後に書くもので、'{0}' の後には書けません"
    ),
    "write LINE.failed because COMPONENT": "「業務.failed because 構成要素」と書いてください",
    "an option cannot depend on '{}': nobody knows that until it is told": (
        "選択肢を '{0}' の状態で条件づけることはできません。知らされるまで誰も知らないからです"
    ),
    "test 'SIGNAL known'; what bars it physically goes into its needs, crew or forbidden": (
        "'信号 known' を使ってください。物理的に選べない事情は needs、crew、forbidden に書きます"
    ),
    "a decision cannot open on '{}': nobody knows that until it is told": (
        "判断を '{0}' で始めることはできません。知らされるまで誰も知らないからです"
    ),
    "write a signal with this condition and test 'SIGNAL known'": (
        "この条件で信号を書き、'信号 known' を条件にしてください"
    ),
    "'{}' is a {}, which is never '{}'": "'{0}' は{1}なので、'{2}' になることはありません",
    "'{}' has no {}, so it has no '{}'": "'{0}' には {1} がないので、'{2}' もありません",
    "give it {}": "{0} を持たせてください",
    "'{}' is compared with '{}': {}": "'{0}' を '{1}' と比べることはできません: {2}",
    "'{}' is never sent to '{}'": "'{0}' が '{1}' に送られることはありません",
    "it goes to {}": "送り先は {0} です",
    # 作業と人
    "'{}' has both takes and steps": "'{0}' に takes と steps の両方があります",
    "give the time to a step": "時間は steps の中に書いてください",
    "these jobs wait for each other: {}": "これらのジョブは互いを待っています: {0}",
    "take one predecessor out": "先行を一つ取り除いてください",
    "'{}' waits for itself": "'{0}' が自分自身を待っています",
    "remove it": "取り除いてください",
    "inject '{}' has no time and no condition, and nothing sends it": (
        "状況付与 '{0}' には時刻も条件もなく、送るものもありません"
    ),
    "give it at or when, or mark it reserve: true": "at か when を書くか、reserve: true としてください",
}

WORDS = {
    "a share": " share ",
    "option": "選択肢",
    "need": " needs の項目",
    "member": "構成員",
    "measure": "尺度",
    "form": "項目",
    "this line's tolerance": "この業務の耐性度",
    "named thing": "名前のあるもの",
    "component, job or task": "構成要素、ジョブ、作業",
    "component or line": "構成要素か業務",
    "line or component": "業務か構成要素",
    "component, job, task or event": "構成要素、ジョブ、作業、出来事",
    "job, task or component": "ジョブ、作業、構成要素",
    "backlog": "待ち行列",
    "backlog or end": "待ち行列か行き先",
    "component": "構成要素",
    "component or crew": "構成要素か要員",
    "component, line or job": "構成要素、業務、ジョブ",
    "crew": "要員",
    "published row": "公表の行",
    "decision": "判断",
    "event": "出来事",
    "given": "潜んでいた事情",
    "inject": "状況付与",
    "job": "ジョブ",
    "job or task": "ジョブか作業",
    "limit": "上限のあるもの",
    "line": "業務",
    "line or backlog": "業務か待ち行列",
    "name": "名前",
    "objective": "目標",
    "obligation": "義務",
    "parameter": "設定値",
    "role": "役割",
    "route": "経路",
    "signal": "信号",
    "signal or inject": "信号か状況付与",
    "standby pair": "待機系の組",
    "step": "手順",
    "step or limit": "手順か上限のあるもの",
    "task": "作業",
    "thing": "もの",
    "window": "時間帯",
}
"""What a text calls things, where their names stand in it."""
