"""Codes of scope: what a contract leaves with the brand (DP170 to DP179)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP170": Code(
        "error",
        "服务范围 {name} 没有同名的事实，或该事实不是 boolean。请在 facts 里写一条 kind: boolean 的 {name}。",
        "the scope {name} has no fact of its name, or one that is no boolean. Give facts a {name} of kind boolean.",
    ),
    "DP171": Code(
        "error",
        "{node} 没写 scope：框架列了 scopes，每道题都要写明需要哪些服务范围，不需要就写 scope: []。",
        "{node} has no `scope`: where a framework lists scopes, every indicator names those it needs; none: scope: [].",
    ),
    "DP172": Code(
        "warning",
        "没有题目需要服务范围 {name}，答“否”不起作用。请在相关题目的 scope 里写上它，或删掉它。",
        "no indicator needs the scope {name}, so a no changes nothing. Name it in the scope of those that do, or remove it.",
    ),
    "DP173": Code(
        "warning",
        "{name} 答了“否”（不在服务范围），但还没有凭据：相关题目先按“不适用”算，计入不适用上限。请管理方登记，或附上合同摘录（价格涂黑、双方盖章）并由复核人认可。",
        "{name} is answered no (out of scope), and nothing proves it yet: its questions count as N/A, within the limit on N/A. Have the manager enter it, or name a contract extract (prices blacked out, signed by both) and have a reviewer accept it.",
    ),
    "DP174": Code(
        "warning",
        "{name} 答了“否”，却有 {number} 道题填了答案或店铺数据（{nodes}），这些不计。请核对：做了就把 {name} 改成“是”，没做就删掉这些答案。",
        "{name} is answered no, and yet {number:question that needs it has an answer or rows|questions that need it have answers or rows} ({nodes}), which do not count. Check it: if it is served, answer yes; if not, take these out.",
    ),
    "DP175": Code(
        "warning",
        "{name} 的 without 里的 {shops} 不在绑定店铺清单里，不计。请改用清单里的店铺编号。",
        "`without` of {name} names {shops}, which are no bound shops, so it does not count. Use the ids of the list.",
    ),
    "DP176": Code(
        "warning",
        "{name} 不是按店区分的服务范围，without 不计。请直接答“是”或“否”。",
        "{name} is no scope per shop, so `without` does not count. Answer yes or no.",
    ),
    "DP177": Code(
        "warning",
        "{name}：店铺 {shops} 说是不做，但还没有凭据，这些店的数据仍然要填。请附上凭据（合同摘录或后台页面），由复核人按店认可（{name}@店铺编号），全部店铺都不做的一次认可（{name}）。",
        "{name}: for {shops} it is said not to be served, and nothing proves it yet, so their rows stay due. Name proof (a contract extract or a page of the back end), to be accepted shop by shop ({name}@shop), or once if it is so for all ({name}).",
    ),
    "DP178": Code(
        "note",
        "{name} 还没答，先按在服务范围内算；没答完的题也计入不适用上限。请在 provider.yaml 的 facts 里答“是”或“否”。",
        "nobody has said whether {name} is served, so it counts as served, and what is open of it counts within the limit on N/A. Answer yes or no under facts in provider.yaml.",
    ),
    "DP179": Code(
        "warning",
        "角色 {role} 必须包含 {scopes}，现在答了“否”，所以暂不评级。合适的角色：{roles}；确实在做的话，请管理方登记。",
        "the role {role} must include {scopes}, answered no, so it is not graded. Roles that fit: {roles}. If it is served, have the manager enter that.",
    ),
}
