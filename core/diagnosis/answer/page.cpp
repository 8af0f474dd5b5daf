#include "core/diagnosis/answer/markup.h"
#include "core/diagnosis/answer/reading.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr auto kAnyCase = QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption;

/// The words of the first element of this name.
QString element(const QString &html, const QRegularExpression &pattern)
{
    const auto match = pattern.match(html);
    return match.hasMatch() ? withoutTags(match.captured(1)) : QString();
}

QString titleOf(const QString &html)
{
    static const QRegularExpression kTitle(QStringLiteral("<title\\b[^>]*>(.*?)</title"), kAnyCase);
    return element(html, kTitle);
}

/// What sign-in pages are called, in the languages that servers speak.
bool isSignInTitle(const QString &title)
{
    static const QRegularExpression kTitle(
        QStringLiteral(
            "\\b(sign[ -]?in|log[ -]?in|log ?on|anmeld(en|ung)|einloggen|connexion|se connecter|iniciar sesi[oó]n|entrar|"
            "iniciar sess[aã]o|accedi|accesso|inloggen|aanmelden|logga in|logg inn|log ind|kirjaudu|zaloguj|logowanie|"
            "p[rř]ihl[aá][sš]en[ií]|giri[sş]|вход|войти|увійти)\\b|登录|登入|登陆|ログイン|サインイン|로그인|เข้าสู่ระบบ|تسجيل الدخول"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return kTitle.match(title).hasMatch();
}

QString attribute(const QString &html, const QString &pattern)
{
    const auto match = QRegularExpression(pattern, kAnyCase).match(html);
    return match.hasMatch() ? unescaped(match.captured(1)) : QString();
}

std::optional<SignInPage> signInPage(const QString &html, const QString &title)
{
    static const QRegularExpression kPassword(QStringLiteral("<input\\b[^>]*\\btype\\s*=\\s*[\"']?password"), kAnyCase);
    static const QRegularExpression kSaml(QStringLiteral("<input\\b[^>]*\\bname\\s*=\\s*[\"']?(SAMLRequest|SAMLResponse|wresult)"),
                                          kAnyCase);
    SignInPage page;
    const auto saml = kSaml.match(html);
    if (kPassword.match(html).hasMatch())
        page.sign = QStringLiteral("<input type=\"password\">");
    else if (saml.hasMatch())
        page.sign = QStringLiteral("<input name=\"%1\">").arg(saml.captured(1));
    else if (isSignInTitle(title))
        page.sign = QStringLiteral("<title>%1").arg(title.left(60));
    else
        return std::nullopt;
    page.target = attribute(html, QStringLiteral("<form\\b[^>]*\\baction\\s*=\\s*[\"']?([^\"'\\s>]+)"));
    if (page.target.isEmpty())
        page.target = attribute(html, QStringLiteral("<meta\\b[^>]*http-equiv\\s*=\\s*[\"']?refresh[^>]*url=([^\"'\\s>]+)"));
    return page;
}

/// Entra ID and AD FS write their error into the script of the page.
void addErrorInScript(AnswerReader &reader, const QString &html)
{
    static const QRegularExpression kSentence(QStringLiteral("\\b(?:AADSTS|AADB2C|MSIS)\\d{4,8}:[^\"<]{0,400}"));
    const auto match = kSentence.match(html);
    if (!match.hasMatch())
        return;
    const QString sentence = match.captured(0).simplified();
    reader.addText("response.body", {}, sentence);
    AnswerError error;
    error.format = "entra";
    error.message = answerText("response.body", {}, sentence);
    reader.addError(std::move(error));
}

}

std::optional<SignInPage> readSignInPage(const QString &html)
{
    constexpr qsizetype kMostPage = 256 << 10;
    const QString page = html.left(kMostPage);
    return signInPage(page, titleOf(page));
}

QString unescaped(QString text)
{
    static const QRegularExpression kNumber(QStringLiteral("&#(x[0-9a-fA-F]{1,6}|\\d{1,7});"));
    if (!text.contains(QLatin1Char('&')))
        return text;
    for (auto match = kNumber.match(text); match.hasMatch(); match = kNumber.match(text, match.capturedStart() + 1)) {
        const QString digits = match.captured(1);
        const uint code = digits.startsWith(QLatin1Char('x')) ? QStringView(digits).mid(1).toUInt(nullptr, 16) : digits.toUInt();
        const bool isCharacter = code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
        const char32_t point = isCharacter ? char32_t(code) : char32_t(0xFFFD);
        text.replace(match.capturedStart(), match.capturedLength(), QString::fromUcs4(&point, 1));
    }
    text.replace(QLatin1String("&nbsp;"), QLatin1String(" ")).replace(QLatin1String("&apos;"), QLatin1String("'"));
    text.replace(QLatin1String("&quot;"), QLatin1String("\"")).replace(QLatin1String("&lt;"), QLatin1String("<"));
    return text.replace(QLatin1String("&gt;"), QLatin1String(">")).replace(QLatin1String("&amp;"), QLatin1String("&"));
}

QString withoutTags(const QString &html)
{
    static const QRegularExpression kHidden(QStringLiteral("<(script|style)\\b[^>]*>.*?</\\1\\s*>|<!--.*?-->"), kAnyCase);
    static const QRegularExpression kTag(QStringLiteral("<[^>]*>"));
    QString text = html;
    text.remove(kHidden).replace(kTag, QStringLiteral(" "));
    return unescaped(text).simplified();
}

void readPage(AnswerReader &reader, const QString &html)
{
    static const QRegularExpression kHeading(QStringLiteral("<h[12]\\b[^>]*>(.*?)</h[12]"), kAnyCase);
    const QString title = titleOf(html), heading = element(html, kHeading), words = withoutTags(html);
    reader.answer.signIn = signInPage(html, title);
    reader.addText("response.body", {}, words);
    addErrorInScript(reader, html);
    addIdsWithin(reader, words);
    AnswerError error;
    error.format = "html";
    const QString &message = heading.isEmpty() ? title : heading;
    if (!message.isEmpty())
        error.message = answerText("response.body", heading.isEmpty() ? "title" : "h1", message);
    reader.addError(std::move(error));
}

}
