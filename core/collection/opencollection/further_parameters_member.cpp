#include "core/collection/opencollection/further_parameters_member.h"

#include "core/collection/further_parameters.h"
#include "core/collection/opencollection/rows.h"
#include "core/http/form.h"

namespace keyhole::opencollection {

namespace {

constexpr const char *kAll = "additionalParameters";
constexpr const char *kList = "authorizationRequest";

struct Parameter {
    QByteArray name, value;
    bool inQuery = true;
    friend bool operator==(const Parameter &, const Parameter &) = default;
};

std::vector<Parameter> parametersIn(const YamlValue &auth)
{
    std::vector<Parameter> parameters;
    const YamlValue *all = auth.find(kAll);
    const YamlValue *list = all ? all->find(kList) : nullptr;
    for (const YamlValue &item : list ? list->items : std::vector<YamlValue>()) {
        const QByteArray place = textOf(item, "placement");
        parameters.push_back({textOf(item, "name"), looseText(item.find("value")), place.isEmpty() || place == "query"});
    }
    return parameters;
}

QByteArray queryOf(const std::vector<Parameter> &parameters)
{
    std::vector<FormPair> pairs;
    for (const Parameter &each : parameters) {
        if (each.inQuery && !each.name.isEmpty())
            pairs.push_back({each.name, each.value});
    }
    return toForm(pairs);
}

Parameter parameterOf(const FormPair &pair)
{
    return {pair.name, pair.value};
}

/// Each of the query in the place of one of the query, the others behind.
std::vector<Parameter> replaced(const std::vector<Parameter> &before, const std::vector<FormPair> &wanted)
{
    std::vector<Parameter> after;
    auto next = wanted.begin();
    for (const Parameter &each : before) {
        if (!each.inQuery)
            after.push_back(each);
        else if (next != wanted.end())
            after.push_back(parameterOf(*next++));
    }
    for (; next != wanted.end(); ++next)
        after.push_back(parameterOf(*next));
    return after;
}

}

QByteArray readFurtherParameters(const YamlValue &auth)
{
    return queryOf(parametersIn(auth));
}

void updateFurtherParameters(YamlValue &auth, const QByteArray &parameters)
{
    const std::vector<Parameter> before = parametersIn(auth);
    const QByteArray wanted = withoutSecrets(parameters);
    if (queryOf(before) == toForm(parseForm(wanted)))
        return;
    const std::vector<Parameter> after = replaced(before, parseForm(wanted));
    YamlValue &all = memberOf(auth, kAll);
    updateRows(
        all, kList, before, after, [](const Parameter &a, const Parameter &b) { return a.name == b.name && a.inQuery == b.inQuery; },
        [](YamlValue &item, const Parameter &parameter) {
            setText(item, "name", parameter.name);
            setText(item, "value", parameter.value);
            if (!item.find("placement"))
                memberOf(item, "placement") = yamlText("query");
        });
    if (all.members.empty())
        removeMember(auth, kAll);
}

}
