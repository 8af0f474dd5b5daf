#include "core/diagnosis/rules/token/named_claim.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// Names that stand without quotes: those of the registry, and of OpenID Connect. A bare word before "claim" may be any word else.
bool isWellKnown(const QByteArray &name)
{
    return !claimMeaning(name).isEmpty();
}

/// "claim 'roles'", "claim: roles", "“sub” claim", "the sub claim"; in other languages the word is the same.
QByteArray nameIn(const QString &text, const Token &token)
{
    static const QRegularExpression kForms[]
        = {QRegularExpression(QStringLiteral("\\bclaims?\\s*[:=]?\\s*[\"'`“‘„«\\[(]([\\w.:/@-]{2,80})[\"'`”’“»\\])]"),
                              QRegularExpression::CaseInsensitiveOption),
           QRegularExpression(QStringLiteral("[\"'`“‘„«]([\\w.:/@-]{2,80})[\"'`”’“»]\\s*(?:\\(\\w+\\)\\s*)?claim"),
                              QRegularExpression::CaseInsensitiveOption),
           QRegularExpression(QStringLiteral("\\(([a-z_]{2,20})\\)\\s*claim|claim\\s*\\(([a-z_]{2,20})\\)"),
                              QRegularExpression::CaseInsensitiveOption),
           QRegularExpression(QStringLiteral("\\b([\\w.:/@-]{2,80})[\\s-]claim"), QRegularExpression::CaseInsensitiveOption),
           QRegularExpression(QStringLiteral("\\bclaims?\\s*[:=]?\\s+([\\w.:/@-]{2,80})"), QRegularExpression::CaseInsensitiveOption)};
    for (size_t i = 0; i < std::size(kForms); ++i) {
        const auto match = kForms[i].match(text);
        if (!match.hasMatch())
            continue;
        const QByteArray name = (match.captured(1).isEmpty() ? match.captured(2) : match.captured(1)).toUtf8();
        const bool isQuoted = i < 2;
        if (isQuoted || token.claim(name) || isWellKnown(name))
            return name;
    }
    return {};
}

bool saysMissing(const QString &text)
{
    static const QRegularExpression kWords(
        QStringLiteral(
            "\\b(missing|required|requires|absent|not found|not present|lacks?|does not (?:contain|have)|must (?:contain|have|be "
            "present)|has no|no mandatory|without|fehlt|fehlend\\w*|manquante?|falta|ausente|mancante|ontbreekt|saknas)\\b|"
            "缺少|缺失|必須|必须|ありません|없"),
        QRegularExpression::CaseInsensitiveOption);
    return kWords.match(text).hasMatch();
}

bool saysRejected(const QString &text)
{
    static const QRegularExpression kWords(
        QStringLiteral("\\b(invalid|not valid|unexpected|mismatch\\w*|(?:does|did|do)(?: not|n't) (?:match|equal)|not (?:match|equal)\\w*|"
                       "not allowed|not accepted|"
                       "rejected|unauthorized value|must be|is wrong|incorrect|wrong|not verified|expected|ungültig\\w*|stimmt nicht|"
                       "invalide|non valide|inválid[oa]|non valido|ongeldig|ogiltig\\w*)\\b|无效|不匹配|不正确|無効|一致しません|유효하지"),
        QRegularExpression::CaseInsensitiveOption);
    return kWords.match(text).hasMatch();
}

}

std::optional<NamedClaim> claimNamedByAnswer(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || !token->payload)
        return std::nullopt;
    for (const AnswerText &text : facts.answer.items) {
        constexpr qsizetype kLongest = 600;  // a page or a document is no sentence
        if (text.text.size() > kLongest || !text.lower.contains("claim"))
            continue;
        NamedClaim named{nameIn(text.text, *token), &text, saysMissing(text.text), saysRejected(text.text)};
        if (!named.name.isEmpty() && (named.saidMissing || named.saidRejected))
            return named;
    }
    return std::nullopt;
}

bool hasOwnCause(QByteArrayView claim)
{
    static constexpr QByteArrayView kNames[] = {"iss", "aud", "exp",       "nbf", "iat", "typ", "alg",    "kid",      "scope",
                                                "scp", "cnf", "token_use", "htu", "htm", "ath", "issuer", "audience", "expiration"};
    return std::find(std::begin(kNames), std::end(kNames), claim) != std::end(kNames);
}

}
