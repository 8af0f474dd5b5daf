#include "ui/sign_in/sign_in_outcome.h"

#include "core/diagnosis/report.h"
#include "core/diagnosis/words.h"
#include "core/token/token.h"
#include "ui/text/flow_label.h"

#include <QVBoxLayout>

namespace keyhole {

namespace {

QString joined(const std::vector<QByteArray> &names)
{
    return quoted(QByteArrayList(names.begin(), names.end()).join(' '));
}

QString factsOf(const SignedIn &signedIn, const SignInSettings &settings, Instant now)
{
    const TokenSet &tokens = signedIn.tokens;
    QStringList lines{SignInOutcome::tr("%1 token %2").arg(QLatin1String(tokens.type), tokens.access.masked())};
    lines += tokens.expiry
        ? SignInOutcome::tr("Expires %1, in %2").arg(utcText(*tokens.expiry, now), roughDurationText(*tokens.expiry - now))
        : SignInOutcome::tr("When it expires is not told");
    if (!tokens.scope.isEmpty())
        lines += SignInOutcome::tr("Granted: %1").arg(quoted(tokens.scope));
    const auto missing = missingScopes(settings.oauth.scope, tokens.scope);
    if (!missing.empty())
        lines += SignInOutcome::tr("Asked and not granted: %1").arg(joined(missing));
    lines += tokens.refresh.isEmpty() ? SignInOutcome::tr("No refresh token: it cannot be renewed without signing in")
                                      : SignInOutcome::tr("With a refresh token");
    if (!tokens.id.isEmpty())
        lines += SignInOutcome::tr("Signed in as %1").arg(quoted(decodeToken(tokens.id.reveal()).claimText("sub"), 80)) + u'\n'
            + signedIn.idSignature.told;
    return lines.join(u'\n');
}

}

SignInOutcome::SignInOutcome(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_head(new FlowLabel(theme)), m_facts(new FlowLabel(theme)), m_doubts(new FlowLabel(theme)),
      m_kept(new FlowLabel(theme))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    for (FlowLabel *label : {m_head, m_facts, m_doubts, m_kept})
        column->addWidget(label);
    clear();
}

void SignInOutcome::clear()
{
    for (FlowLabel *label : {m_head, m_facts, m_doubts, m_kept}) {
        label->setRuns({});
        label->hide();
    }
}

void SignInOutcome::showTokens(const SignedIn &signedIn, const SignInSettings &settings, Instant now)
{
    clear();
    m_head->setRuns({{tr("There is a token"), FontRole::Headline, ColorToken::Ok}});
    m_facts->setRuns({{factsOf(signedIn, settings, now), FontRole::Body, ColorToken::Text}});
    m_head->show();
    m_facts->show();
    std::vector<TextRun> doubts;
    for (const OAuthFault &doubt : signedIn.doubts) {
        doubts.push_back(
            {(doubts.empty() ? QString() : QStringLiteral("\n")) + visibleText(doubt.error.what) + u' ', FontRole::Body, ColorToken::Warn});
        doubts.push_back({visibleText(doubt.error.remedy), FontRole::Body, ColorToken::Text2});
    }
    m_doubts->setVisible(!doubts.empty());
    m_doubts->setRuns(std::move(doubts));
}

void SignInOutcome::showFault(const OAuthFault &fault)
{
    clear();
    m_head->setRuns({{tr("No token"), FontRole::Headline, ColorToken::Danger}});
    std::vector<TextRun> runs{{visibleText(fault.error.what), FontRole::Body, ColorToken::Text}};
    if (!fault.serverSays.isEmpty())
        runs.push_back({tr("\nThe server says: “%1”").arg(fault.serverSays), FontRole::Body, ColorToken::Text2});
    runs.push_back({u'\n' + visibleText(fault.error.remedy), FontRole::Strong, ColorToken::Text});
    m_facts->setRuns(std::move(runs));
    m_head->show();
    m_facts->show();
}

void SignInOutcome::showKept(const QString &sentence, bool well)
{
    m_kept->setRuns({{visibleText(sentence), FontRole::Body, well ? ColorToken::Text2 : ColorToken::Danger}});
    m_kept->show();
}

QString SignInOutcome::text() const
{
    QStringList texts;
    for (const FlowLabel *label : {m_head, m_facts, m_doubts, m_kept}) {
        for (const TextRun &run : label->runs())
            texts += run.text;
    }
    return texts.join(u' ');
}

}
