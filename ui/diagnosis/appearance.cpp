#include "ui/diagnosis/appearance.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

Appearance danger(const char *icon)
{
    return {QString::fromLatin1(icon), ColorToken::Danger, ColorToken::DangerSoft, ColorToken::DangerLine};
}

Appearance warn(const char *icon)
{
    return {QString::fromLatin1(icon), ColorToken::Warn, ColorToken::WarnSoft, ColorToken::WarnLine};
}

Appearance ok(const char *icon)
{
    return {QString::fromLatin1(icon), ColorToken::Ok, ColorToken::OkSoft, ColorToken::OkLine};
}

Appearance info(const char *icon)
{
    return {QString::fromLatin1(icon), ColorToken::Info, ColorToken::InfoSoft, ColorToken::InfoLine};
}

Appearance neutral(const char *icon, ColorToken color = ColorToken::Text2)
{
    return {QString::fromLatin1(icon), color, ColorToken::Raised, ColorToken::Border};
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Diagnosis", text);
}

}

Appearance appearanceOf(const ReportVerdict &verdict)
{
    switch (verdict.outcome) {
    case Outcome::NotSent:
        return verdict.id.isEmpty() ? neutral("send-horizontal") : warn("triangle-alert");
    case Outcome::Sending:
        return info("loader-circle");
    case Outcome::Accepted:
        return ok("circle-check");
    case Outcome::Refused:
        return danger("circle-x");
    case Outcome::NotSaid:
        return info("scan-search");
    case Outcome::Forbidden:
        return warn("triangle-alert");
    case Outcome::OtherError:
        return neutral("circle-minus");
    case Outcome::NoAnswer:
        return danger("unplug");
    case Outcome::TlsRefused:
        return danger("shield-x");
    case Outcome::Offline:
        return neutral("wifi-off");
    case Outcome::Cancelled:
        return neutral("circle-stop");
    }
    return neutral("info");
}

Appearance appearanceOf(FindingRole role)
{
    switch (role) {
    case FindingRole::Cause:
        return danger("circle-x");
    case FindingRole::PossibleCause:
        return warn("circle-dot");
    case FindingRole::Warning:
        return warn("triangle-alert");
    case FindingRole::Note:
        return info("info");
    }
    return info("info");
}

Appearance appearanceOf(Card::State state)
{
    switch (state) {
    case Card::State::Good:
        return ok("circle-check");
    case Card::State::Warning:
        return warn("triangle-alert");
    case Card::State::Bad:
        return danger("circle-x");
    case Card::State::NotInvolved:
    case Card::State::Waiting:
        return neutral("circle-minus", ColorToken::Text3);
    }
    return neutral("circle-minus", ColorToken::Text3);
}

QString iconOf(const Action &action)
{
    if (action.id == "cancel")
        return QStringLiteral("circle-stop");
    if (action.primary && (action.id == "send-again" || action.id == "refresh-token"))
        return QStringLiteral("refresh-cw");
    return {};
}

QString gutterText(const QByteArray &where)
{
    const QList<QByteArray> steps = where.split('.');
    if (steps.first() == "hop" && steps.size() > 1)
        return tr("hop %1").arg(QString::fromLatin1(steps.at(1)));
    if (steps.first() == "request" && steps.value(1) == "token")
        return tr("token");
    if (steps.first() == "request")
        return tr("request");
    if (steps.first() == "response")
        return tr("response");
    if (steps.first() == "cookies")
        return tr("cookie jar");
    if (steps.first() == "history")
        return tr("history");
    if (steps.first() == "clock")
        return tr("clock");
    return QString::fromUtf8(steps.first());
}

QString certaintyWord(Certainty certainty)
{
    switch (certainty) {
    case Certainty::Certain:
        return tr("Certain");
    case Certainty::Likely:
        return tr("Likely");
    case Certainty::Possible:
        return tr("Possible");
    }
    return {};
}

}
