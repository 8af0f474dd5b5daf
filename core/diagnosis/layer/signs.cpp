#include "core/diagnosis/layer/signs.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr qsizetype kMostBody = 16 << 10;  // pages of servers are short

/// The answer, prepared once for all signs.
struct SeenAnswer {
    const Facts &facts;
    const FieldList &fields;
    QByteArray lowerBody;
    bool keepsCase;  ///< HTTP/1: the fields came as the server wrote them

    explicit SeenAnswer(const Facts &source)
        : facts(source), fields(source.response->fields),
          lowerBody(source.response->body.first(std::min(source.response->body.size(), kMostBody)).toLower()),
          keepsCase(source.response->httpVersion.toUpper().startsWith("HTTP/1"))
    { }
};

const Field *fieldOf(const SeenAnswer &answer, const AnswerSign &sign)
{
    for (const Field &field : answer.fields) {
        if (!equalsIgnoringCase(field.name, sign.field))
            continue;
        if (sign.cased && (!answer.keepsCase || field.name != sign.field))
            continue;
        const QByteArray value = field.value.toLower();
        if (!sign.is.isEmpty() && value != sign.is)
            continue;
        if (value.startsWith(sign.begins) && value.contains(sign.contains))
            return &field;
    }
    return nullptr;
}

const Field *setCookieOf(const FieldList &fields, const QByteArray &name)
{
    const bool open = name.endsWith('*');
    const QByteArrayView begin = open ? QByteArrayView(name).chopped(1) : QByteArrayView(name);
    for (const Field &field : fields) {
        if (!equalsIgnoringCase(field.name, "Set-Cookie"))
            continue;
        const QByteArrayView given = QByteArrayView(field.value).first(std::max<qsizetype>(0, field.value.indexOf('=')));
        if (given.startsWith(begin) && (open || given.size() == begin.size()))
            return &field;
    }
    return nullptr;
}

bool hasOrder(const SeenAnswer &answer, const std::vector<QByteArray> &order)
{
    if (!answer.keepsCase || answer.fields.size() < int(order.size()))
        return false;
    for (size_t i = 0; i < order.size(); ++i) {
        if (answer.fields.at(int(i)).name != order[i])
            return false;
    }
    return true;
}

/// The line of the body in which the words stand, cut around them.
Evidence bodyEvidence(const SeenAnswer &answer, const QByteArray &words, const QString &says)
{
    constexpr qsizetype kAround = 60;
    const QByteArray &body = answer.facts.response->body;
    const qsizetype at = answer.lowerBody.indexOf(words);
    const qsizetype from = std::max(body.lastIndexOf('\n', at) + 1, at - kAround);
    qsizetype end = body.indexOf('\n', at + words.size());
    end = std::min(end < 0 ? body.size() : end, at + words.size() + kAround);
    Evidence evidence;
    evidence.where = "response.body";
    evidence.text = quoted(body.mid(from, end - from).trimmed(), 200);
    const QString mark = quoted(body.mid(at, words.size()));
    evidence.markFrom = std::max<qsizetype>(0, evidence.text.indexOf(mark));
    evidence.markLength = mark.size();
    evidence.says = says;
    return evidence;
}

Evidence orderEvidence(const SeenAnswer &answer, const QString &says)
{
    QStringList names;
    for (const Field &field : answer.fields)
        names += quoted(field.name, 40);
    Evidence evidence;
    evidence.where = "response.headers." + answer.fields.at(0).name;
    evidence.text = names.mid(0, 8).join(QStringLiteral(", "));
    evidence.markLength = evidence.text.size();
    evidence.says = says;
    return evidence;
}

Evidence fieldEvidence(const Field &field, const QString &says)
{
    const bool cookie = equalsIgnoringCase(field.name, "Set-Cookie");
    Evidence evidence;
    evidence.where = "response.headers." + field.name;
    const QString name = QString::fromUtf8(field.name) + QStringLiteral(": ");
    evidence.text = name + (cookie ? maskedSetCookie(field.value) : quoted(field.value));
    evidence.markFrom = name.size();
    evidence.markLength = evidence.text.size() - name.size();
    evidence.says = says;
    return evidence;
}

/// What shows the sign, when the answer bears it.
std::optional<Evidence> evidenceOf(const SeenAnswer &answer, const AnswerSign &sign, const QString &says)
{
    if (sign.status != 0 && sign.status != answer.facts.status)
        return std::nullopt;
    if (!sign.with.isEmpty() && !answer.fields.contains(sign.with))
        return std::nullopt;
    if (!sign.without.isEmpty() && answer.fields.contains(sign.without))
        return std::nullopt;
    const Field *field = sign.field.isEmpty() ? nullptr : fieldOf(answer, sign);
    const Field *cookie = sign.cookie.isEmpty() ? nullptr : setCookieOf(answer.fields, sign.cookie);
    if ((!sign.field.isEmpty() && !field) || (!sign.cookie.isEmpty() && !cookie))
        return std::nullopt;
    if (!answer.lowerBody.contains(sign.body) || (!sign.order.empty() && !hasOrder(answer, sign.order)))
        return std::nullopt;
    if (!sign.wholeBody.isEmpty() && answer.lowerBody.trimmed() != sign.wholeBody)
        return std::nullopt;
    const QByteArray &words = sign.body.isEmpty() ? sign.wholeBody : sign.body;
    if (!words.isEmpty())
        return bodyEvidence(answer, words, says);
    if (field || cookie)
        return fieldEvidence(field ? *field : *cookie, says);
    return orderEvidence(answer, says);
}

QString saysOf(const AnswerSign &sign, const QString &name)
{
    switch (sign.stands) {
    case AnswerSign::Stands::Own:
        return QStringLiteral("made by %1 itself").arg(name);
    case AnswerSign::Stands::PassedOn:
        return QStringLiteral("passed on by %1").arg(name);
    case AnswerSign::Stands::Either:
        break;
    }
    return sign.order.empty() ? name : QStringLiteral("the order in which %1 writes").arg(name);
}

std::optional<ShownLayer> shownBy(const SeenAnswer &answer, const Profile &profile)
{
    ShownLayer shown{&profile, {layerKind(profile.kind), profile.name, profile.id}};
    for (const AnswerSign &sign : profile.signs) {
        auto evidence = evidenceOf(answer, sign, saysOf(sign, profile.name));
        if (!evidence)
            continue;
        const bool own = sign.stands == AnswerSign::Stands::Own;
        shown.made = shown.made || (own && sign.without.isEmpty());
        shown.seemsMade = shown.seemsMade || own;
        shown.byOrderAlone = shown.byOrderAlone && !sign.order.empty();
        shown.passedOn = shown.passedOn || sign.stands == AnswerSign::Stands::PassedOn;
        shown.reasons.insert(own ? shown.reasons.begin() : shown.reasons.end(), std::move(*evidence));
    }
    if (shown.reasons.empty())
        return std::nullopt;
    return shown;
}

/// Whether a sign of the profile is this field with what the entry of Via says.
bool isNamedIn(const ViaEntry &entry, const Profile &profile)
{
    const QByteArray text = (entry.receivedBy + ' ' + entry.comment).toLower();
    return std::any_of(profile.signs.begin(), profile.signs.end(), [&](const AnswerSign &sign) {
        return equalsIgnoringCase(sign.field, "Via") && !sign.contains.isEmpty() && text.contains(sign.contains);
    });
}

void addVia(const SeenAnswer &answer, std::vector<ShownLayer> &layers)
{
    int place = 0;
    for (const ViaEntry &entry : readVia(answer.fields)) {
        const auto known = std::find_if(layers.begin(), layers.end(),
                                        [&](const ShownLayer &each) { return each.profile && isNamedIn(entry, *each.profile); });
        if (known != layers.end()) {
            if (known->inVia < 0)
                known->inVia = place;
        } else {
            const QString name = quoted(entry.comment.isEmpty() ? entry.receivedBy : entry.comment, 60);
            ShownLayer unknown{nullptr, {Layer::Kind::Proxy, name, {}}};
            unknown.byOrderAlone = false;
            unknown.passedOn = true;
            unknown.inVia = place;
            unknown.reasons = {fieldEvidence(*entry.field, QStringLiteral("passed on by %1").arg(name))};
            layers.insert(layers.end(), std::move(unknown));
        }
        ++place;
    }
}

}

Layer::Kind layerKind(Profile::Kind kind)
{
    switch (kind) {
    case Profile::Kind::Service:
        return Layer::Kind::Service;
    case Profile::Kind::Server:
        return Layer::Kind::Server;
    case Profile::Kind::Proxy:
        return Layer::Kind::Proxy;
    case Profile::Kind::Gateway:
        return Layer::Kind::Gateway;
    case Profile::Kind::Cdn:
        return Layer::Kind::Cdn;
    case Profile::Kind::Firewall:
        return Layer::Kind::Firewall;
    case Profile::Kind::Framework:
        return Layer::Kind::Framework;
    case Profile::Kind::Application:
    case Profile::Kind::Library:
    case Profile::Kind::Anybody:
        break;
    }
    return Layer::Kind::Application;
}

std::vector<ShownLayer> shownLayers(const Facts &facts)
{
    const SeenAnswer answer(facts);
    std::vector<ShownLayer> layers;
    for (const Profile &profile : knowledge()) {
        if (auto shown = shownBy(answer, profile))
            layers.push_back(std::move(*shown));
    }
    // Many are built from nginx or Apache and write as they do: one that names itself is known better.
    const bool named = std::any_of(layers.begin(), layers.end(), [](const ShownLayer &each) { return !each.byOrderAlone; });
    std::erase_if(layers, [named](const ShownLayer &each) { return named && each.byOrderAlone; });
    addVia(answer, layers);
    return layers;
}

}
