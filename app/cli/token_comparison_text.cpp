#include "app/cli/token_comparison_text.h"

#include "app/cli/terminal.h"
#include "core/diagnosis/words.h"

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

JsonValue text(const QByteArray &value)
{
    JsonValue json;
    json.type = JsonValue::Type::String;
    json.text = value;
    return json;
}

JsonValue boolean(bool value)
{
    JsonValue json;
    json.type = JsonValue::Type::Bool;
    json.boolean = value;
    return json;
}

JsonValue number(qint64 value)
{
    JsonValue json;
    json.type = JsonValue::Type::Number;
    json.text = QByteArray::number(value);
    return json;
}

JsonValue list(const std::vector<QByteArray> &texts)
{
    JsonValue json;
    json.type = JsonValue::Type::Array;
    for (const QByteArray &each : texts)
        json.items.push_back(text(each));
    return json;
}

JsonValue memberJson(const MemberComparison &member)
{
    JsonValue json;
    json.type = JsonValue::Type::Object;
    json.members = {{"part", text(member.part == MemberComparison::Part::Header ? "header" : "payload")},
                    {"name", text(member.name())},
                    {"change", text(changeName(member.change))}};
    if (member.left)
        json.members.push_back({"left", *member.left});
    if (member.right)
        json.members.push_back({"right", *member.right});
    if (member.isSet)
        json.members.insert(json.members.end(), {{"added", list(member.added)}, {"removed", list(member.removed)}});
    if (member.later)
        json.members.push_back({"later_ms", number(member.later->count())});
    json.members.push_back({"each_time", boolean(member.eachTime)});
    if (!member.says.isEmpty())
        json.members.push_back({"says", text(member.says.toUtf8())});
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

QByteArray tokenComparisonJson(const TokenComparison &comparison)
{
    JsonValue members;
    members.type = JsonValue::Type::Array;
    for (const MemberComparison &member : comparison.members)
        members.items.push_back(memberJson(member));
    JsonValue json;
    json.type = JsonValue::Type::Object;
    json.members = {{"summary", text(comparison.summary.toUtf8())},
                    {"same_text", boolean(comparison.sameText)},
                    {"members", std::move(members)},
                    {"left_out", number(comparison.leftOut)}};
    return toJson(json) + '\n';
}

}
