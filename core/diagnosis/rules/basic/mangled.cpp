#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/basic/misread.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// What was done to a text on its way, as far as the text shows it.
struct Trace {
    QString what;  ///< "it is percent-encoded"
    QString where;  ///< where that is done
    QString how;
    QString help;
};

const Trace &percent()
{
    static const Trace trace{
        QStringLiteral("it is percent-encoded"), QStringLiteral("an address"),
        QStringLiteral("there a character that separates parts is written as “%” and two digits, and in a header nobody "
                       "undoes that"),
        QStringLiteral("Decode user name and password before they go into Authorization")};
    return trace;
}

const Trace &entity()
{
    static const Trace trace{QStringLiteral("it holds an HTML entity"), QStringLiteral("a page or an XML file"),
                             QStringLiteral("there “&” and quotation marks are written as “&amp;” and the like"),
                             QStringLiteral("Take the value as it was entered, not out of the page’s source")};
    return trace;
}

const Trace &quotes()
{
    static const Trace trace{QStringLiteral("it stands in quotation marks"), QStringLiteral("a settings file or a shell"),
                             QStringLiteral("not every reader of such files takes the marks off"),
                             QStringLiteral("Store the value without quotation marks")};
    return trace;
}

const Trace &escaped()
{
    static const Trace trace{QStringLiteral("it holds an escaping backslash"), QStringLiteral("a shell or program text"),
                             QStringLiteral("inside quotation marks the backslash before such a character may stay"),
                             QStringLiteral("Put the value in single quotation marks, or read it from a file")};
    return trace;
}

const Trace &doubled()
{
    static const Trace trace{QStringLiteral("its backslash is doubled"), QStringLiteral("JSON or program text"),
                             QStringLiteral("there a backslash is written twice, and the reader took both"),
                             QStringLiteral("Write domain and user name with one backslash")};
    return trace;
}

const Trace &cut()
{
    static const Trace trace{
        QStringLiteral("it is cut off"), QStringLiteral("a shell, or a field of limited length"),
        QStringLiteral("the part that was sent is the beginning of the one that was accepted before; a shell takes “$” "
                       "and what follows it for a variable"),
        QStringLiteral("Put the value in single quotation marks, or read it from a file")};
    return trace;
}

const Trace &plus()
{
    static const Trace trace{QStringLiteral("its blanks became “+”"), QStringLiteral("a form"),
                             QStringLiteral("there a blank is written as “+”, and in a header nobody undoes that"),
                             QStringLiteral("Decode user name and password before they go into Authorization")};
    return trace;
}

/// Of the characters that user information of an address must encode: RFC 3986, 3.2.1. Letters beyond ASCII begin with %C or higher.
bool isPercentEncoded(const QString &text)
{
    static const QRegularExpression encoded(
        QStringLiteral("%(?:2[0-9A-Fa-f]|3[A-Fa-f]|40|5[B-Eb-e]|60|7[B-Eb-e]|[Cc][2-9A-Fa-f]%[89ABab][0-9A-Fa-f])"));
    return text.contains(encoded);
}

/// What speaks for itself, without anything to compare with.
const Trace *traceIn(const QString &text, bool isUser)
{
    static const QRegularExpression entities(QStringLiteral("&(?:amp|lt|gt|quot|apos|#39|#x27|#34);"));
    static const QRegularExpression escapes(QStringLiteral(R"((?<!\\)\\[!$"'@#&*?`])"));
    constexpr qsizetype kShortestQuoted = 3;
    if (isPercentEncoded(text))
        return &percent();
    if (text.contains(entities))
        return &entity();
    const QChar first = text.isEmpty() ? QChar() : text.front();
    if (text.size() >= kShortestQuoted && (first == u'"' || first == u'\'') && text.back() == first)
        return &quotes();
    if (text.contains(escapes))
        return &escaped();
    return isUser && text.contains(QStringLiteral("\\\\")) ? &doubled() : nullptr;
}

/// How `sent` was made of `meant`, which the server accepted before.
const Trace *traceBetween(const QByteArray &meant, const QByteArray &sent)
{
    if (meant == sent)
        return nullptr;
    if (QByteArray::fromPercentEncoding(sent) == meant)
        return &percent();
    if (QByteArray(sent).replace('+', ' ') == meant)
        return &plus();
    if (QByteArray(sent).replace("\\\\", "\\") == meant)
        return &doubled();
    if (sent.size() == meant.size() + 2 && sent.contains(meant) && sent.front() == sent.back())
        return &quotes();
    const bool atSign = meant.startsWith(sent) && (sent.isEmpty() || QByteArrayView("$!\\#&").contains(meant[sent.size()]));
    return atSign ? &cut() : nullptr;
}

std::optional<BasicCredentials> basicOf(const Request &request)
{
    const Credentials parts = splitCredentials(request.fields.value("Authorization").value_or(QByteArray()));
    if (!equalsIgnoringCase(parts.scheme, "Basic"))
        return std::nullopt;
    const auto basic = parseBasic(parts.rest);
    return basic ? std::optional(*basic) : std::nullopt;
}

struct Found {
    const Trace *trace;
    bool inUser;
    Certainty certainty;
    std::optional<Evidence> against = {};  ///< with what it was compared
};

/// RFC 6749, 2.3.1: at a token endpoint client id and secret are form-encoded before they go into Basic, whether its server undoes it or
/// not.
bool isTokenEndpoint(const Facts &facts)
{
    return facts.request.body.contains("grant_type=") || facts.request.url.path.endsWith("/token")
        || facts.saidFor("oauth.client-rejected");
}

/// An earlier request with the same user name or the same password that was accepted.
std::optional<Found> comparedWithAccepted(const Facts &facts, const BasicCredentials &sent)
{
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const auto meant = each->accepted && each->sameOrigin ? basicOf(each->exchange->last().request) : std::nullopt;
        if (!meant || (meant->user != sent.user && meant->password != sent.password))
            continue;
        const bool inUser = meant->user != sent.user;
        const Trace *trace = inUser ? traceBetween(meant->user, sent.user) : traceBetween(meant->password, sent.password);
        if (trace)
            return Found{trace, inUser, Certainty::Certain, earlierLine(*each, QStringLiteral("accepted with the value as it was meant"))};
    }
    return std::nullopt;
}

/// The address itself brings user name and password, percent-encoded as it must, and they went out undecoded.
std::optional<Found> takenFromAddress(const Facts &facts, const BasicCredentials &sent)
{
    if (!facts.request.url.userInfo)
        return std::nullopt;
    const QByteArray raw = *facts.request.url.userInfo;
    const bool same = raw == sent.user + ':' + sent.password;
    if (!same || QByteArray::fromPercentEncoding(raw) == raw)
        return std::nullopt;
    return Found{&percent(), isPercentEncoded(QString::fromUtf8(sent.user)), Certainty::Certain,
                 requestLine(facts, QStringLiteral("taken from here, without decoding"))};
}

std::optional<Found> speaksForItself(const BasicCredentials &sent)
{
    for (const bool inUser : {true, false}) {
        const Trace *trace = traceIn(QString::fromUtf8(inUser ? sent.user : sent.password), inUser);
        if (trace)
            return Found{trace, inUser, Certainty::Likely};
    }
    return std::nullopt;
}

Verdict told(const Facts &facts, const Found &found)
{
    const QString part = found.inUser ? QStringLiteral("user name") : QStringLiteral("password");
    Evidence decoded = absent(
        "request.headers.Authorization",
        QStringLiteral("decoded %1 of %2").arg(part, byteText((found.inUser ? (*facts.basic)->user : (*facts.basic)->password).size())),
        found.trace->what);
    if (found.inUser)
        decoded.text = QStringLiteral("decoded user name “%1”").arg(quoted((*facts.basic)->user, 60));
    Verdict verdict{found.certainty, {requestField(*facts.authorization, {}), decoded}};
    verdict.evidence.front().tone = Evidence::Tone::Plain;
    if (found.against)
        verdict.evidence.push_back(*found.against);
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {
        {"part", part}, {"what", found.trace->what}, {"where", found.trace->where}, {"how", found.trace->how}, {"help", found.trace->help}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (!facts.basic || !*facts.basic)
        return ruledOut(QStringLiteral("no readable Basic credential was sent"));
    if (const QString reason = whyNotMisread(facts); !reason.isEmpty())
        return ruledOut(reason);
    const BasicCredentials &sent = **facts.basic;
    auto found = comparedWithAccepted(facts, sent);
    if (!found)
        found = takenFromAddress(facts, sent);
    if (!found)
        found = speaksForItself(sent);
    if (found && found->trace == &percent() && isTokenEndpoint(facts))
        return ruledOut(QStringLiteral("at a token endpoint client id and secret are form-encoded"));
    if (!found)
        return ruledOut(QStringLiteral("user name and password show no trace of a shell, an address or a page"));
    return told(facts, *found);
}

}

const Rule rules::basicMangled{"basic.mangled", "User name or password were altered on the way, by a shell, an address or escaping",
                               &check};

}
