#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// The unfilled placeholder in a credential: template syntaxes, names in capitals that ask to be replaced, and what languages print for
/// nothing.
QString placeholderIn(const QString &value)
{
    static const QRegularExpression templates(QStringLiteral(
        R"(\{\{\s*[\w.$\- ]{1,60}\s*\}\}|\$\{[\w.\-:]{1,60}\}|\$\([\w.\-]{1,60}\)|\$[A-Z][A-Z0-9_]{2,40}|%[A-Z][A-Z0-9_]{2,40}%|<%=?[^%]{1,60}%>|<[A-Za-z][\w \-]{1,40}>|\[[a-zA-Z][\w \-]{3,40}\]|\{[a-zA-Z][\w.\-]{2,40}\}|:[a-z_]{3,20}_token\b)"));
    static const QRegularExpression names(
        QStringLiteral(
            R"((?:^|[ :])((?:your|my|insert|enter|replace|paste|put)[_\- ]?(?:\w+[_\- ])*(?:token|key|secret|password|here|jwt|credential)s?\w*|(?:api|access|auth)[_\-](?:token|key)[_\-](?:here|goes[_\-]here)|x{6,}|changeme|change_me)$)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression nothing(
        QStringLiteral(R"((?:^|[ :])(undefined|null|None|nil|NaN|\[object Object\]|false|true|Optional\(.*\))$)"));
    for (const auto *pattern : {&templates, &names, &nothing}) {
        const auto match = pattern->match(value);
        if (match.hasMatch())
            return match.lastCapturedIndex() > 0 ? match.captured(1) : match.captured(0);
    }
    return {};
}

Check check(const Facts &facts)
{
    for (const SentCredential &credential : facts.credentials) {
        QString value = QString::fromUtf8(credential.value);
        if (credential.place == CredentialPlace::Authorization && facts.basic && *facts.basic
            && credential.value == facts.authorization->value)
            value = QString::fromUtf8((*facts.basic)->password);
        const QString found = placeholderIn(value);
        if (found.isEmpty())
            continue;
        const QString label = QStringLiteral("sent as it stands");
        Evidence evidence = credentialLine(credential, label);
        if (credential.value.contains(found.toUtf8())) {
            evidence.text
                = QString::fromUtf8(credential.name) + QStringLiteral(": ") + quoted(QString::fromUtf8(credential.value).left(200));
            evidence.markFrom = evidence.text.indexOf(found);
            evidence.markLength = found.size();
        }
        Verdict verdict{Certainty::Certain, {evidence, statusLine(facts)}};
        verdict.parameters = {{"placeholder", quoted(found, 40)}, {"count", QString::number(found.size())}};
        return verdict;
    }
    return ruledOut(facts.credentials.empty() ? QStringLiteral("no credential was sent")
                                              : QStringLiteral("no credential looks like a placeholder"));
}

}

const Rule rules::headerPlaceholder{"header.placeholder", "An unfilled placeholder was sent in place of the credential", &check};

}
