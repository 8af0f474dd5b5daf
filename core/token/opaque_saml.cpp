#include "core/http/content_coding.h"
#include "core/http/date.h"
#include "core/token/opaque_readers.h"

namespace keyhole {

namespace {

constexpr qint64 kLargestText = 1 << 20;

QByteArray inflated(const QByteArray &bytes)
{
    std::vector<Defect> defects;
    return decodeContent(bytes, "deflate", defects, {.output = kLargestText});
}

bool isXml(QByteArrayView text)
{
    return text.trimmed().startsWith('<');
}

/// The name of the first element, without its prefix.
QByteArray rootName(const QByteArray &xml)
{
    for (qsizetype at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
        if (at + 1 < xml.size() && (xml[at + 1] == '?' || xml[at + 1] == '!'))
            continue;
        qsizetype end = at + 1;
        while (end < xml.size() && !QByteArrayView(" \t\r\n/>").contains(xml[end]))
            ++end;
        const QByteArray name = xml.mid(at + 1, end - at - 1);
        return name.mid(name.indexOf(':') + 1);
    }
    return {};
}

/// The first value of an attribute of any element.
QByteArray attribute(const QByteArray &xml, const QByteArray &name)
{
    for (const char quote : {'"', '\''}) {
        const QByteArray begin = ' ' + name + '=' + quote;
        const qsizetype at = xml.indexOf(begin);
        const qsizetype end = at < 0 ? -1 : xml.indexOf(quote, at + begin.size());
        if (end >= 0)
            return xml.mid(at + begin.size(), end - at - begin.size());
    }
    return {};
}

/// The text of the first element of this name, whatever its prefix.
QByteArray elementText(const QByteArray &xml, const QByteArray &name)
{
    for (qsizetype at = xml.indexOf(name); at >= 0; at = xml.indexOf(name, at + 1)) {
        if (at == 0 || (xml[at - 1] != '<' && xml[at - 1] != ':'))
            continue;
        const qsizetype open = xml.indexOf('>', at), close = open < 0 ? -1 : xml.indexOf('<', open);
        return close < 0 || xml[open - 1] == '/' ? QByteArray() : xml.mid(open + 1, close - open - 1).trimmed();
    }
    return {};
}

std::optional<Instant> moment(const QByteArray &text)
{
    const auto time = parseRfc3339(text);
    return time ? std::optional(*time) : std::nullopt;
}

}

/// SAML 2.0 as the POST binding sends it (base64) or the redirect binding (deflated, base64, percent-encoded). Bindings, 3.4 and 3.5.
std::optional<OpaqueToken> readSaml(QByteArrayView text)
{
    struct Kind {
        QByteArrayView root;
        const char *what;
    };
    static constexpr Kind kKinds[] = {
        {"Response", "a SAML response"},
        {"Assertion", "a SAML assertion"},
        {"EncryptedAssertion", "an encrypted SAML assertion"},
        {"AuthnRequest", "a SAML request to sign in"},
        {"LogoutRequest", "a SAML request to sign out"},
        {"LogoutResponse", "a SAML answer to a sign-out"},
    };
    constexpr qsizetype kShortest = 40;
    if (text.size() < kShortest)
        return std::nullopt;
    QByteArray xml = bytesOfBase64(text);
    if (xml.isEmpty())
        return std::nullopt;
    const bool deflated = !isXml(xml);
    if (deflated)
        xml = inflated(xml);
    if (!isXml(xml) || !xml.contains("urn:oasis:names:tc:SAML:"))
        return std::nullopt;
    const QByteArray root = rootName(xml);
    const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&root](const Kind &each) { return each.root == root; });
    OpaqueToken token{kind == std::end(kKinds) ? QStringLiteral("a SAML message") : QLatin1String(kind->what)};
    token.why = QStringLiteral("XML in base64%1: anybody can read it, unless its assertion is encrypted.")
                    .arg(deflated ? QStringLiteral(", deflated") : QString());
    token.issuer = printable(elementText(xml, "Issuer"));
    token.made = moment(attribute(xml, "IssueInstant"));
    token.ends = moment(attribute(xml, "NotOnOrAfter"));
    if (const QString audience = printable(elementText(xml, "Audience")); !audience.isEmpty())
        token.details += QStringLiteral("for %1").arg(audience);
    if (const QString destination = printable(attribute(xml, "Destination")); !destination.isEmpty())
        token.details += QStringLiteral("to %1").arg(destination);
    if (xml.contains("EncryptedAssertion"))
        token.details += QStringLiteral("its assertion is encrypted");
    return token;
}

}
