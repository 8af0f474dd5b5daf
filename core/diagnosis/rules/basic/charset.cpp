#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/basic/misread.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

struct Reading {
    Certainty certainty;
    QString shows;  ///< the label at the credential
    QString how, help;
    std::optional<Evidence> answer = {};
};

const char *const kSendUtf8 = "Encode user name and password in UTF-8 before base64";

/// The bytes of UTF-8 read one by one: "jÃ¼rgen".
QString asLatin1(const QByteArray &utf8)
{
    return QString::fromLatin1(utf8);
}

/// The user name as a server writes it that read its bytes in the other encoding, found in its own words.
std::optional<Evidence> misreadInAnswer(const Facts &facts, const BasicCredentials &sent)
{
    const QString right = sent.coding == TextCoding::Utf8 ? QString::fromUtf8(sent.user) : QString::fromLatin1(sent.user);
    const QString misread = sent.coding == TextCoding::Utf8 ? asLatin1(sent.user) : QString::fromUtf8(sent.user);
    if (right == misread)
        return std::nullopt;
    for (const AnswerText &text : facts.answer.items) {
        const qsizetype at = text.text.indexOf(misread);
        if (at < 0)
            continue;
        Evidence evidence = evidenceFor(text, QStringLiteral("how the server read the name"));
        const qsizetype marked = evidence.text.indexOf(misread);
        if (marked >= 0)
            evidence.markFrom = marked, evidence.markLength = misread.size();
        return evidence;
    }
    return std::nullopt;
}

/// UTF-8 of text that was UTF-8 already: "Ã¼" in place of "ü".
bool isEncodedTwice(const QByteArray &text)
{
    const QString once = QString::fromUtf8(text);
    const QByteArray bytes = once.toLatin1();
    return QString::fromLatin1(bytes) == once && bytes != text && QByteArrayView(bytes).isValidUtf8()
        && std::any_of(bytes.begin(), bytes.end(), [](char c) { return uchar(c) >= 0x80; });
}

/// Letters apart from their accents, as file systems of macOS write names; RFC 7617, 2.1 wants them composed.
bool isDecomposed(const QByteArray &text)
{
    const QString once = QString::fromUtf8(text);
    return once.normalized(QString::NormalizationForm_C) != once;
}

std::optional<Reading> readUtf8(const Facts &facts, const BasicCredentials &sent, const QByteArray &wanted)
{
    const QByteArray both = sent.user + ':' + sent.password;
    if (isEncodedTwice(both))
        return Reading{Certainty::Likely, QStringLiteral("encoded as UTF-8 twice"),
                       QStringLiteral("These were encoded twice: the bytes of UTF-8 were taken for letters and encoded again."),
                       QStringLiteral("Encode user name and password in UTF-8 once")};
    if (isDecomposed(both))
        return Reading{Certainty::Likely, QStringLiteral("letters and accents apart"),
                       QStringLiteral("The letters stand apart from their accents; the server compares with the composed form (NFC)."),
                       QStringLiteral("Normalise user name and password to NFC before encoding them")};
    if (equalsIgnoringCase(wanted, "UTF-8"))
        return std::nullopt;
    return Reading{facts.challenge("Basic") ? Certainty::Likely : Certainty::Possible, QStringLiteral("UTF-8, with letters beyond ASCII"),
                   QStringLiteral("This credential is UTF-8, and the challenge names no charset: the server may read it as ISO 8859-1."),
                   QStringLiteral("Send it as ISO 8859-1, or change the password to ASCII letters; on the server add charset=\"UTF-8\" "
                                  "and read UTF-8")};
}

Reading readLatin1(const QByteArray &wanted)
{
    const bool asked = equalsIgnoringCase(wanted, "UTF-8");
    return Reading{asked ? Certainty::Certain : Certainty::Likely, QStringLiteral("no UTF-8: ISO 8859-1 or Windows-1252"),
                   asked ? QStringLiteral("The challenge asks for UTF-8, and the bytes that were sent are none.")
                         : QStringLiteral("These bytes are no UTF-8, which most servers read."),
                   QString::fromLatin1(kSendUtf8)};
}

Check check(const Facts &facts)
{
    if (!facts.basic || !*facts.basic)
        return ruledOut(QStringLiteral("no readable Basic credential was sent"));
    const BasicCredentials &sent = **facts.basic;
    if (sent.coding == TextCoding::Ascii)
        return ruledOut(QStringLiteral("user name and password are ASCII, the same in every encoding"));
    if (const QString reason = whyNotMisread(facts); !reason.isEmpty())
        return ruledOut(reason);
    const Challenge *challenge = facts.challenge("Basic");
    const QByteArray wanted = challenge ? challenge->parameter("charset").value_or(QByteArray()) : QByteArray();
    auto reading = sent.coding == TextCoding::Utf8 ? readUtf8(facts, sent, wanted) : std::optional(readLatin1(wanted));
    if (auto misread = misreadInAnswer(facts, sent)) {
        if (!reading)
            reading = Reading{Certainty::Certain, QStringLiteral("UTF-8"), {}, QStringLiteral("On the server read UTF-8, as it asks for")};
        reading->certainty = Certainty::Certain;
        reading->how = QStringLiteral("The server repeats the user name in other letters than were sent.");
        reading->answer = std::move(misread);
    }
    if (!reading)
        return ruledOut(QStringLiteral("it is sent in UTF-8, as the challenge asks"));
    Verdict verdict{reading->certainty, {requestField(*facts.authorization, reading->shows)}};
    if (reading->answer)
        verdict.evidence.push_back(*reading->answer);
    if (challenge)
        verdict.evidence.push_back(
            responseField(facts, "WWW-Authenticate",
                          wanted.isEmpty() ? QStringLiteral("names no charset") : QStringLiteral("the encoding that is asked for"),
                          QString::fromUtf8(wanted)));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"how", reading->how}, {"help", reading->help}};
    return verdict;
}

}

const Rule rules::basicCharset{"basic.charset", "User name or password in an encoding that the server does not expect", &check};

}
