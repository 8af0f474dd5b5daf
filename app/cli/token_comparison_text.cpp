#include "app/cli/token_comparison_text.h"

#include "app/cli/terminal.h"
#include "core/diagnosis/words.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

using Change = MemberComparison::Change;

QByteArray changeName(Change change)
{
    static constexpr const char *kNames[] = {"same", "changed", "only-left", "only-right"};
    return kNames[int(change)];
}

QByteArray sign(Change change)
{
    static constexpr const char *kSigns[] = {"  ", "~ ", "- ", "+ "};
    return kSigns[int(change)];
}

QByteArray shown(const std::optional<JsonValue> &value)
{
    return value ? quoted(toJson(*value), 400).toUtf8() : QByteArray("(absent)");
}

QByteArray row(const MemberComparison &member)
{
    QByteArray text = sign(member.change) + quoted(member.name(), 200).toUtf8();
    if (!member.says.isEmpty())
        text += ": " + quoted(member.says, 400).toUtf8();
    text += '\n';
    if (member.left)
        text += "    first   " + shown(member.left) + '\n';
    if (member.right)
        text += "    second  " + shown(member.right) + '\n';
    return text;
}

QByteArray rows(const TokenComparison &comparison, MemberComparison::Part part, const char *heading)
{
    QByteArray text;
    for (const MemberComparison &member : comparison.members) {
        if (member.part == part && member.change != Change::Same && !member.eachTime)
            text += row(member);
    }
    return text.isEmpty() ? text : '\n' + QByteArray(heading) + '\n' + text;
}

QByteArray counted(qsizetype count, const char *what)
{
    return count == 0 ? QByteArray() : QByteArray::number(count) + ' ' + what + '\n';
}

JsonValue list(const std::vector<QByteArray> &texts)
{
    JsonValue json;
    json.type = JsonValue::Type::Array;
    for (const QByteArray &each : texts)
        json.items.push_back(jsonText(each));
    return json;
}

JsonValue memberJson(const MemberComparison &member)
{
    JsonValue json;
    json.type = JsonValue::Type::Object;
    json.members = {{"part", jsonText(member.part == MemberComparison::Part::Header ? "header" : "payload")},
                    {"name", jsonText(member.name())},
                    {"change", jsonText(changeName(member.change))}};
    if (member.left)
        json.members.push_back({"left", *member.left});
    if (member.right)
        json.members.push_back({"right", *member.right});
    if (member.isSet)
        json.members.insert(json.members.end(), {{"added", list(member.added)}, {"removed", list(member.removed)}});
    if (member.later)
        json.members.push_back({"later_ms", jsonNumber(member.later->count())});
    json.members.push_back({"each_time", jsonBool(member.eachTime)});
    if (!member.says.isEmpty())
        json.members.push_back({"says", jsonText(member.says.toUtf8())});
    return json;
}

}

QByteArray tokenComparisonText(const TokenComparison &comparison)
{
    const auto count = [&](auto predicate) { return std::count_if(comparison.members.begin(), comparison.members.end(), predicate); };
    QByteArray shownText = quoted(comparison.summary, 400).toUtf8() + '\n';
    shownText += rows(comparison, MemberComparison::Part::Header, "header") + rows(comparison, MemberComparison::Part::Payload, "claims");
    const QByteArray rest = counted(count([](const auto &each) { return each.change == Change::Same; }), "the same")
        + counted(count([](const auto &each) { return each.change != Change::Same && each.eachTime; }), "that every new token has anew")
        + counted(comparison.leftOut, "beyond the limit, not compared");
    return rest.isEmpty() ? shownText : shownText + '\n' + rest;
}

JsonValue tokenComparisonJson(const TokenComparison &comparison)
{
    JsonValue members;
    members.type = JsonValue::Type::Array;
    for (const MemberComparison &member : comparison.members)
        members.items.push_back(memberJson(member));
    JsonValue json;
    json.type = JsonValue::Type::Object;
    json.members = {{"summary", jsonText(comparison.summary.toUtf8())},
                    {"same_text", jsonBool(comparison.sameText)},
                    {"members", std::move(members)},
                    {"left_out", jsonNumber(comparison.leftOut)}};
    return json;
}

}
