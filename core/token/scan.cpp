#include "core/token/scan.h"

#include "core/http/field.h"
#include "core/token/opaque.h"

namespace keyhole {

namespace {

constexpr int kDeepest = 4;
constexpr qsizetype kShortestToken = 12;

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isOfBase64Url(char c)
{
    return isLetterOrDigit(c) || c == '-' || c == '_';
}

bool isOfBase64(char c)
{
    return isOfBase64Url(c) || c == '+' || c == '/' || c == '=';
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isEscaped(QByteArrayView text, qsizetype at, QByteArrayView digits)
{
    return at + 2 < text.size() && text[at] == '%' && equalsIgnoringCase(text.sliced(at + 1, 2), digits);
}

bool isEscapedBase64(QByteArrayView text, qsizetype at)
{
    return isEscaped(text, at, "3D") || isEscaped(text, at, "2B") || isEscaped(text, at, "2F");
}

/// Whether a word may begin here: what stands before is no letter, or belongs to an escape ("%22eyJ", "\neyJ").
bool beginsWord(QByteArrayView text, qsizetype at)
{
    if (at == 0 || !isLetterOrDigit(text[at - 1]))
        return true;
    if (at >= 3 && text[at - 3] == '%' && isHexDigit(text[at - 2]) && isHexDigit(text[at - 1]))
        return true;
    return at >= 2 && text[at - 2] == '\\';
}

/// Base64 of "{" and what follows it in a header: a quotation mark, or white space.
bool beginsLikeObject(QByteArrayView text, qsizetype at)
{
    if (at + 3 > text.size() || text[at] != 'e')
        return false;
    const char second = text[at + 1], third = text[at + 2];
    return (second == 'y' && (third == 'J' || third == 'A')) || (second == 'w' && (third == 'o' || third == 'k' || third == '0'));
}

/// What "eyJ" becomes in base64, at each of the three places that it can have in a group of bytes.
bool holdsObjectInBase64(QByteArrayView text, qsizetype at)
{
    const QByteArrayView rest = text.sliced(at);
    if (rest.startsWith("ZXlK") || rest.startsWith("leUo") || rest.startsWith("leUp"))
        return true;
    static constexpr QByteArrayView kBefore("GWm2");
    return rest.startsWith("V5S") && at > 0 && kBefore.contains(text[at - 1]);
}

/// "v4.public." and its kin; `at` is that of the letter.
bool beginsPaseto(QByteArrayView text, qsizetype at)
{
    const QByteArrayView rest = text.sliced(at);
    return rest.size() > 3 && rest[0] == 'v' && rest[1] >= '1' && rest[1] <= '4' && rest[2] == '.'
        && (rest.sliced(3).startsWith("local.") || rest.sliced(3).startsWith("public."));
}

/// Where a token that begins at `from` ends: behind its letters, dots, padding before a dot and disclosures.
qsizetype endOfToken(QByteArrayView text, qsizetype from)
{
    qsizetype at = from;
    int dots = 0;
    while (at < text.size()) {
        const char c = text[at];
        const bool padding = c == '=' && at + 1 < text.size() && (text[at + 1] == '=' || text[at + 1] == '.');
        if (isEscaped(text, at, "2E")) {
            ++dots;
            at += 3;
        } else if (isEscaped(text, at, "3D") || isEscaped(text, at, "7E")) {
            at += 3;
        } else if (isOfBase64Url(c) || padding || (c == '.' && dots < 8) || (c == '~' && dots >= 2)) {
            dots += c == '.' ? 1 : 0;
            ++at;
        } else {
            break;
        }
    }
    constexpr int kDotsOfUnsigned = 2;
    if (at > from && text[at - 1] == '.' && dots > kDotsOfUnsigned)  // the end of a sentence
        --at;
    return at;
}

QString claimWrapping(const QByteArray &name)
{
    return QStringLiteral("in the claim “%1”").arg(QString::fromUtf8(name.left(60)));
}

bool endsWithBearer(QByteArrayView before)
{
    for (const QByteArrayView blank : {QByteArrayView(" "), QByteArrayView("+"), QByteArrayView("%20")}) {
        if (!before.endsWith(blank))
            continue;
        const QByteArrayView word = before.chopped(blank.size());
        if (word.size() >= 6 && equalsIgnoringCase(word.last(6), "Bearer"))
            return true;
    }
    return false;
}

class Scanner {
public:
    Scanner(QByteArrayView text, QStringList wrapping, int depth, std::vector<ScannedToken> &found)
        : m_text(text.first(std::min(text.size(), kMostScanned))), m_wrapping(std::move(wrapping)), m_depth(depth), m_found(found)
    { }

    void scan()
    {
        for (qsizetype at = 0; at + kShortestToken <= m_text.size() && m_found.size() < kMostTokensFound;)
            at = step(at);
    }

    void addInside(const ScannedToken &token)
    {
        const qsizetype end = token.offset + token.length;
        if (!token.token.payload && token.token.segments.size() > 1)
            return scanInside(token.token.segments[1].decoded, token.wrapping + QStringList(QStringLiteral("as the payload of a token")),
                              token.offset, end);
        if (token.token.payload)
            scanClaims(*token.token.payload, token);
    }

private:
    /// Looks at one place, and gives the next that is worth it. All that is looked for begins with one of these letters.
    qsizetype step(qsizetype at)
    {
        switch (m_text[at]) {
        case 'e':
            if (beginsLikeObject(m_text, at) && beginsWord(m_text, at))
                return takeToken(at);
            return at + 1;
        case 'v':
            if (beginsPaseto(m_text, at) && beginsWord(m_text, at))
                return takeToken(at);
            return at + 1;
        case 'Z':
        case 'V':
        case 'l':
            return holdsObjectInBase64(m_text, at) ? takeBase64(at) : at + 1;
        default:
            return at + 1;
        }
    }

    qsizetype takeToken(qsizetype at)
    {
        const qsizetype end = endOfToken(m_text, at);
        const QByteArrayView written = m_text.sliced(at, end - at);
        const bool escaped = written.contains('%');
        QStringList wrapping = m_wrapping;
        if (endsWithBearer(m_text.first(at)))
            wrapping += QStringLiteral("behind the word Bearer");
        if (escaped)
            wrapping += QStringLiteral("percent-encoded");
        const QByteArray text = escaped ? QByteArray::fromPercentEncoding(written.toByteArray()) : written.toByteArray();
        ScannedToken found{at, end - at, decodeToken(text), std::move(wrapping)};
        if (m_text[at] == 'v' ? readOpaque(text).has_value() : isToken(found))
            add(std::move(found));
        return end;
    }

    /// JSON in base64 is none, and is looked through; what is found in it stands for the whole.
    bool isToken(const ScannedToken &found)
    {
        const Token &token = found.token;
        if (token.isJwt() || token.text.contains('.'))
            return token.form != TokenForm::Opaque;
        const size_t before = m_found.size();
        scanInside(QByteArray::fromBase64(token.text, QByteArray::Base64UrlEncoding),
                   found.wrapping + QStringList(QStringLiteral("in base64")), found.offset, found.offset + found.length);
        const bool hardlyBegun
            = !token.header && !token.payload && !token.segments.empty() && !token.segments.front().decoded.contains("\"alg\"");
        return token.form == TokenForm::Broken && !hardlyBegun && m_found.size() == before;
    }

    /// Which letters were found tells where the groups of four begin, so that a path or a word before them does no harm.
    qsizetype takeBase64(qsizetype at)
    {
        constexpr qsizetype kGroup = 4;
        const qsizetype aligned = at - (m_text[at] == 'Z' ? 0 : m_text[at] == 'V' ? 2 : 3);
        qsizetype begin = at, end = at;
        while (begin > m_behind && isOfBase64(m_text[begin - 1]) && m_text[begin - 1] != '=')
            --begin;
        if (aligned < begin)
            return at + 1;
        begin = aligned - (aligned - begin) / kGroup * kGroup;
        while (end < m_text.size() && (isOfBase64(m_text[end]) || isEscapedBase64(m_text, end)))
            end += m_text[end] == '%' ? 3 : 1;
        QByteArray run = QByteArray::fromPercentEncoding(m_text.sliced(begin, end - begin).toByteArray());
        run.replace('-', '+').replace('_', '/');
        scanInside(QByteArray::fromBase64(run), m_wrapping + QStringList(QStringLiteral("in base64")), begin, end);
        return end;
    }

    void scanClaims(const JsonValue &value, const ScannedToken &holder)
    {
        for (const JsonMember &member : value.members) {
            if (member.value.isString())
                scanInside(member.value.text, holder.wrapping + QStringList(claimWrapping(member.name)), holder.offset,
                           holder.offset + holder.length);
            else if (member.value.isObject())
                scanClaims(member.value, holder);
        }
    }

    /// What stands inside of a part of the text is told at the place of that part.
    void scanInside(const QByteArray &inner, const QStringList &wrapping, qsizetype from, qsizetype to)
    {
        if (m_depth >= kDeepest)
            return;
        std::vector<ScannedToken> inside;
        Scanner(inner, wrapping, m_depth + 1, inside).scan();
        for (ScannedToken &token : inside) {
            token.offset = from;
            token.length = to - from;
            if (m_found.size() < kMostTokensFound)
                m_found.push_back(std::move(token));
        }
        m_behind = to;
    }

    void add(ScannedToken token)
    {
        m_behind = token.offset + token.length;
        m_found.push_back(std::move(token));
        addInside(ScannedToken(m_found.back()));  // a copy: what is inside is added behind it
    }

    QByteArrayView m_text;
    QStringList m_wrapping;
    int m_depth;
    qsizetype m_behind = 0;  ///< nothing before this is looked at again
    std::vector<ScannedToken> &m_found;
};

/// The value without one pair of quotation marks around it, plain or percent-encoded.
QByteArrayView unquoted(QByteArrayView value)
{
    for (const QByteArrayView quote : {QByteArrayView("\""), QByteArrayView("'"), QByteArrayView("%22")}) {
        if (value.size() > 2 * quote.size() && value.startsWith(quote) && value.endsWith(quote))
            return value.sliced(quote.size(), value.size() - 2 * quote.size());
    }
    return value;
}

}

std::vector<ScannedToken> scanForTokens(QByteArrayView text)
{
    std::vector<ScannedToken> found;
    Scanner(text, {}, 0, found).scan();
    return found;
}

std::vector<ScannedToken> tokensInside(const ScannedToken &holder)
{
    std::vector<ScannedToken> found;
    Scanner({}, {}, 1, found).addInside(holder);
    return found;
}

std::optional<ScannedToken> wholeToken(QByteArrayView value)
{
    const QByteArrayView inner = unquoted(value);
    if (!looksLikeJwt(inner) || std::any_of(inner.begin(), inner.end(), [](char c) { return c == ' ' || c == ',' || c == ';'; }))
        return std::nullopt;
    ScannedToken found{inner.data() - value.data(), inner.size(), decodeToken(inner)};
    if (inner.size() != value.size())
        found.wrapping += QStringLiteral("in quotation marks");
    if (found.token.form == TokenForm::Broken && inner.contains('%')) {
        Token decoded = decodeToken(QByteArray::fromPercentEncoding(inner.toByteArray()));
        if (decoded.isJwt()) {
            found.token = std::move(decoded);
            found.wrapping += QStringLiteral("percent-encoded");
        }
    }
    if (found.token.form == TokenForm::Opaque || (found.token.form == TokenForm::Broken && !inner.contains('.') && !found.token.header))
        return std::nullopt;
    return found;
}

}
