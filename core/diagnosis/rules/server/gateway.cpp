#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool isGate(const Layer &layer)
{
    return layer.kind == Layer::Kind::Gateway || layer.kind == Layer::Kind::Proxy || layer.kind == Layer::Kind::Cdn
        || layer.kind == Layer::Kind::Firewall;
}

/// Who stands before the application and made the answer.
const AnsweredBy *madeByGate(const Facts &facts)
{
    const AnsweredBy *by = facts.answeredBefore();
    return by && isGate(by->layer) ? by : nullptr;
}

/// One that checks by itself what it passes on, where nothing shows which of both this is.
const Layer *possibleGate(const Facts &facts)
{
    if (!facts.answeredBy || facts.answeredBy->certainty >= Certainty::Likely)
        return nullptr;
    const auto &hands = facts.answeredBy->passedOn;
    const auto found = std::find_if(hands.begin(), hands.end(), [](const Layer &layer) {
        return !layer.profile.isEmpty() && (layer.kind == Layer::Kind::Gateway || layer.kind == Layer::Kind::Firewall);
    });
    return found == hands.end() ? nullptr : &*found;
}

/// "nginx" of "nginx/1.24.0 (Ubuntu)": another version of it is no other server.
QByteArray productOf(const QByteArray &server)
{
    const auto end = std::find_if(server.begin(), server.end(), [](char c) { return c == '/' || c == ' '; });
    return QByteArray(server.begin(), end - server.begin()).toLower();
}

/// The same origin gave an accepted answer of another server before: the gateway let that one through.
const Earlier *answeredByAnother(const Facts &facts)
{
    const auto server = facts.response->fields.value("Server");
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        if (!each->sameOrigin || !each->accepted)
            continue;
        const auto other = each->exchange->last().response->fields.value("Server");
        if (other && server && productOf(*other) != productOf(*server))
            return &*each;
    }
    return nullptr;
}

QString nameOf(const AnsweredBy *made, const Layer *possible, const Said *words)
{
    if (made)
        return made->layer.name;
    if (possible)
        return possible->name;
    return words && !words->saying->profile->name.isEmpty() ? words->saying->profile->name : QStringLiteral("another server");
}

Check check(const Facts &facts)
{
    if (!facts.response || !facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const AnsweredBy *made = madeByGate(facts);
    const Layer *possible = possibleGate(facts);
    const Said *words = facts.saidFor("server.gateway");
    const Earlier *other = answeredByAnother(facts);
    if (!made && !possible && !words && !other)
        return ruledOut(QStringLiteral("nothing in the answer shows a gateway"));
    // Who answered explains nothing by itself; with 401 the credential is the nearer cause.
    const bool blocked = words || (made && facts.status == 403);
    Verdict verdict{other || blocked ? Certainty::Likely : Certainty::Possible, {}};
    if (made)
        verdict.evidence.push_back(made->reasons.front());
    else if (possible)
        verdict.evidence.push_back(facts.answeredBy->reasons.front());
    if (words && (!made || verdict.evidence.front().where != words->text->where))
        verdict.evidence.push_back(said(*words));
    if (other)
        verdict.evidence.push_back(
            earlierLine(*other,
                        QStringLiteral("answered by %1")
                            .arg(QString::fromUtf8(other->exchange->last().response->fields.value("Server").value_or(QByteArray())))));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"who", nameOf(made, possible, words)}};
    return verdict;
}

}

const Rule rules::serverGateway{"server.gateway", "A gateway, proxy or CDN answered, not the application", &check};

}
