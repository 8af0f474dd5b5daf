#include "core/collection/opencollection/runtime_member.h"

#include "core/collection/opencollection/rows.h"
#include "core/collection/opencollection/variable_rows.h"

namespace keyhole::opencollection {

namespace {

std::vector<Expectation> readExpectations(const YamlValue *list)
{
    std::vector<Expectation> read;
    for (const YamlValue &item : list ? list->items : std::vector<YamlValue>()) {
        Expectation each;
        each.enabled = !looseBool(item, "disabled", false);
        each.expression = textOf(item, "expression");
        each.comparison = textOf(item, "operator");
        if (each.comparison.isEmpty())
            each.comparison = "eq";
        each.value = looseText(item.find("value"));
        each.description = QString::fromUtf8(looseText(item.find("description")));
        each.line = item.line;
        read.push_back(each);
    }
    return read;
}

void writeExpectation(YamlValue &item, const Expectation &each)
{
    setText(item, "expression", each.expression);
    setText(item, "operator", each.comparison);
    setText(item, "value", each.value);
    setText(item, "description", each.description.toUtf8());
    setBool(item, "disabled", !each.enabled, false);
}

constexpr std::pair<const char *, Capture::Scope> kScopes[] = {{"runtime", Capture::Scope::Runtime},
                                                               {"request", Capture::Scope::Request},
                                                               {"folder", Capture::Scope::Folder},
                                                               {"collection", Capture::Scope::Collection},
                                                               {"environment", Capture::Scope::Environment}};

/// Captures with the items of the list that they stand in: other actions stay where they are.
std::vector<std::pair<Capture, size_t>> readCaptures(const YamlValue *list)
{
    std::vector<std::pair<Capture, size_t>> read;
    for (size_t i = 0; list && i < list->items.size(); ++i) {
        const YamlValue &item = list->items[i];
        const QByteArray phase = textOf(item, "phase");
        if (textOf(item, "type") != "set-variable" || (!phase.isEmpty() && phase != "after-response"))
            continue;
        Capture each;
        each.enabled = !looseBool(item, "disabled", false);
        if (const YamlValue *variable = item.find("variable")) {
            each.variable = textOf(*variable, "name");
            for (const auto &[name, scope] : kScopes)
                each.scope = textOf(*variable, "scope") == name ? scope : each.scope;
        }
        if (const YamlValue *selector = item.find("selector"))
            each.expression = textOf(*selector, "expression");
        each.description = QString::fromUtf8(looseText(item.find("description")));
        each.line = item.line;
        read.emplace_back(each, i);
    }
    return read;
}

void writeCapture(YamlValue &item, const Capture &each)
{
    setText(item, "type", "set-variable");
    setText(item, "phase", "after-response");
    YamlValue &selector = memberOf(item, "selector");
    setText(selector, "expression", each.expression);
    setText(selector, "method", "jsonq");
    YamlValue &variable = memberOf(item, "variable");
    setText(variable, "name", each.variable);
    for (const auto &[name, scope] : kScopes) {
        if (scope == each.scope && textOf(variable, "scope") != name)
            memberOf(variable, "scope") = yamlText(name);
    }
    setText(item, "description", each.description.toUtf8());
    setBool(item, "disabled", !each.enabled, false);
}

void updateCaptures(YamlValue &runtime, const std::vector<Capture> &before, const std::vector<Capture> &after)
{
    if (before == after)
        return;
    YamlValue &list = memberOf(runtime, "actions");
    const auto known = readCaptures(&list);
    std::vector<YamlValue> items;
    for (size_t i = 0; i < list.items.size(); ++i) {
        if (std::none_of(known.begin(), known.end(), [i](const auto &each) { return each.second == i; }))
            items.push_back(list.items[i]);
    }
    const auto matched = matchRows(before, after, [](const Capture &a, const Capture &b) { return a.variable == b.variable; });
    for (size_t i = 0; i < after.size(); ++i) {
        const bool there = matched[i] && *matched[i] < known.size();
        YamlValue item = there ? list.items[known[*matched[i]].second] : yamlMapping();
        if (!there || before[*matched[i]] != after[i])
            writeCapture(item, after[i]);
        items.push_back(std::move(item));
    }
    list = yamlSequence(items);
    if (items.empty())
        removeMember(runtime, "actions");
}

void noteScripts(const YamlValue *scripts, const QString &file, std::vector<FileNote> &notes)
{
    for (const YamlValue &script : scripts ? scripts->items : std::vector<YamlValue>())
        notes.push_back({FileNote::Kind::Script, file, script.line, QStringLiteral("a script, kept as it is and never run")});
}

constexpr std::pair<const char *, const char *> kScriptTimes[]
    = {{"before-request", "before the request"}, {"after-response", "after the answer"}, {"tests", "tests"}, {"hooks", "hooks"}};

void writeScript(YamlValue &item, const KeptScript &script)
{
    QByteArray type = script.when.startsWith(QLatin1String("before")) ? "before-request" : "after-response";
    for (const auto &[known, words] : kScriptTimes)
        type = script.when == QLatin1String(words) ? QByteArray(known) : type;
    setText(item, "type", type);
    setText(item, "code", script.text);
}

}

std::vector<KeptScript> readScripts(const YamlValue *list)
{
    std::vector<KeptScript> scripts;
    for (const YamlValue &item : list ? list->items : std::vector<YamlValue>()) {
        QString when = QString::fromUtf8(textOf(item, "type"));
        for (const auto &[type, words] : kScriptTimes)
            when = when == QLatin1String(type) ? QString::fromLatin1(words) : when;
        scripts.push_back({when, textOf(item, "code")});
    }
    return scripts;
}

void updateScripts(YamlValue &mapping, const std::vector<KeptScript> &before, const std::vector<KeptScript> &after)
{
    updateRows(
        mapping, "scripts", before, after, [](const KeptScript &a, const KeptScript &b) { return a.when == b.when; }, &writeScript);
}

void readRuntime(const YamlValue &runtime, RequestFile &read, const QString &file)
{
    read.variables = readDefaultVariables(runtime.find("variables"));
    read.expectations = readExpectations(runtime.find("assertions"));
    for (auto &[each, index] : readCaptures(runtime.find("actions")))
        read.captures.push_back(each);
    read.draft.scripts = readScripts(runtime.find("scripts"));
    noteScripts(runtime.find("scripts"), file, read.notes);
}

void updateRuntime(YamlValue &document, const RequestFile &before, const RequestFile &after)
{
    const bool same = before.variables == after.variables && before.expectations == after.expectations && before.captures == after.captures
        && before.draft.scripts == after.draft.scripts;
    if (same)
        return;
    YamlValue &runtime = memberOf(document, "runtime");
    updateDefaultVariables(runtime, before.variables, after.variables);
    updateScripts(runtime, before.draft.scripts, after.draft.scripts);
    updateRows(
        runtime, "assertions", before.expectations, after.expectations,
        [](const Expectation &a, const Expectation &b) { return a.expression == b.expression; }, &writeExpectation);
    updateCaptures(runtime, before.captures, after.captures);
    if (runtime.kind != YamlValue::Kind::Mapping || runtime.members.empty())
        removeMember(document, "runtime");
}

}
