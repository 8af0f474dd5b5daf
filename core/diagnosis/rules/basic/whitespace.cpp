#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

struct Stray {
    QString what;  ///< "The password ends in a line break"
    QString name;  ///< "U+000A"
};

QString nameOf(char c)
{
    switch (c) {
    case '\n':
        return QStringLiteral("a line break");
    case '\r':
        return QStringLiteral("a carriage return");
    case '\t':
        return QStringLiteral("a tab");
    default:
        return QStringLiteral("a blank");
    }
}

bool isBlank(char c)
{
    return c == '\n' || c == '\r' || c == '\t' || c == ' ';
}

QString codePoint(char32_t c)
{
    return QStringLiteral("U+%1").arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
}

std::optional<Stray> strayIn(const QByteArray &text, const QString &part)
{
    if (text.isEmpty())
        return std::nullopt;
    const auto code = [](char c) { return codePoint(uchar(c)); };
    if (isBlank(text.back()))
        return Stray{QStringLiteral("The %1 ends in %2").arg(part, nameOf(text.back())), code(text.back())};
    if (isBlank(text.front()))
        return Stray{QStringLiteral("The %1 begins with %2").arg(part, nameOf(text.front())), code(text.front())};
    for (const char c : text) {
        if (c == '\n' || c == '\r' || c == '\t')
            return Stray{QStringLiteral("The %1 has %2 inside").arg(part, nameOf(c)), code(c)};
    }
    return std::nullopt;
}

/// What was copied along from a page or a chat: a no-break space at an end, a character that nobody sees anywhere.
std::optional<Stray> invisibleIn(const QByteArray &text, const QString &part)
{
    constexpr char32_t kNoBreakSpace = 0xA0;
    if (!QByteArrayView(text).isValidUtf8())
        return std::nullopt;
    const auto letters = QString::fromUtf8(text).toUcs4();
    for (qsizetype i = 0; i < letters.size(); ++i) {
        const bool atEnd = i == 0 || i + 1 == letters.size();
        const auto letter = char32_t(letters[i]);
        if (letter >= 0x80 && (isInvisible(letter) || (letter == kNoBreakSpace && atEnd)))
            return Stray{
                QStringLiteral("The %1 holds %2")
                    .arg(part, letter == kNoBreakSpace ? QStringLiteral("a no-break space") : QStringLiteral("an invisible character")),
                codePoint(letter)};
    }
    return std::nullopt;
}

/// Written so that the stray character is seen and the secret is not.
QString shown(const BasicCredentials &basic)
{
    const auto visible = [](const QByteArray &text, bool secret) {
        QString shownText;
        for (const char c : text) {
            if (c == '\n')
                shownText += QChar(0x240A);
            else if (c == '\r')
                shownText += QChar(0x240D);
            else if (c == '\t')
                shownText += QChar(0x2409);
            else if (c == ' ')
                shownText += QChar(0x2423);
            else if (!secret)
                shownText += QLatin1Char(c);
            else if (!shownText.contains(QChar(0x2022)))
                shownText += QString(8, QChar(0x2022));
        }
        return shownText;
    };
    return visible(basic.user, false) + QLatin1Char(':') + visible(basic.password, true);
}

Check check(const Facts &facts)
{
    if (!facts.basic || !*facts.basic)
        return ruledOut(QStringLiteral("no readable Basic credential was sent"));
    const BasicCredentials &basic = **facts.basic;
    auto stray = strayIn(basic.password, QStringLiteral("password"));
    if (!stray)
        stray = strayIn(basic.user, QStringLiteral("user name"));
    const bool visible = stray.has_value();
    if (!stray)
        stray = invisibleIn(basic.password, QStringLiteral("password"));
    if (!stray)
        stray = invisibleIn(basic.user, QStringLiteral("user name"));
    if (!stray)
        return ruledOut(QStringLiteral("user name and password have no stray white space"));
    if (acceptedWithCredential(facts))
        return ruledOut(QStringLiteral("the same user name and password were accepted here before"));
    Evidence decoded = absent("request.headers.Authorization", QStringLiteral("decoded ") + shown(basic), stray->name);
    if (!visible)
        decoded.text = QStringLiteral("decoded, it holds %1").arg(stray->name);
    decoded.markFrom = visible ? decoded.text.size() - 1 : 0;
    decoded.markLength = decoded.text.size() - decoded.markFrom;
    // A password may really end in a blank; a line break is typed by nobody.
    const bool lineBreak
        = basic.password.contains('\n') || basic.password.contains('\r') || basic.user.contains('\n') || basic.user.contains('\r');
    const bool refused = facts.status == 401 || facts.status == 400;
    Verdict verdict{lineBreak && refused ? Certainty::Certain : Certainty::Likely,
                    {requestField(*facts.authorization, {}), decoded, statusLine(facts)}};
    verdict.evidence.front().tone = Evidence::Tone::Plain;
    verdict.parameters = {{"what", stray->what}};
    return verdict;
}

}

const Rule rules::basicWhitespace{"basic.whitespace", "User name or password hold a stray line break or blank", &check};

}
