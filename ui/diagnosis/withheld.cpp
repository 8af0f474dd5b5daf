#include "ui/diagnosis/withheld.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Withheld", text);
}

struct Words {
    QByteArray id;
    QString headline;
    std::vector<Action> actions;
};

Words wordsFor(StoreFault fault)
{
    const Action withoutIt{"send-without-credential", tr("Send without it")};
    const Action change{"edit-auth", tr("Change credential…")};
    const Action again{"send-again", tr("Ask again"), {}, true};
    switch (fault) {
    case StoreFault::Locked:
        return {
            "keychain.locked", tr("Not sent: the keychain is locked"), {{"unlock-keychain", tr("Unlock keychain…"), {}, true}, withoutIt}};
    case StoreFault::Absent:
        return {"keychain.absent",
                tr("Not sent: this system has no keychain service"),
                {{"type-credential", tr("Use once…"), {}, true}, {"keychain-help", tr("How to set one up")}}};
    case StoreFault::Denied:
        return {"keychain.denied", tr("Not sent: access to the entry was refused"), {again, change}};
    case StoreFault::NoAnswer:
        return {"keychain.silent", tr("Not sent: the keychain does not answer"), {again, withoutIt}};
    case StoreFault::Replaced:
        return {"keychain.replaced", tr("Not sent: this is not the keychain used before"), {again, {"show-keychain", tr("Show keychain")}}};
    case StoreFault::NotFound:
        return {"keychain.entry-missing", tr("Not sent: the keychain has no such entry"), {change, withoutIt}};
    case StoreFault::Damaged:
        return {"keychain.entry-damaged", tr("Not sent: the keychain's entry is damaged"), {change, withoutIt}};
    case StoreFault::Stale:
        return {"keychain.entry-stale", tr("Not sent: the keychain's entry is an older one"), {change, withoutIt}};
    case StoreFault::Newer:
        return {"keychain.entry-newer", tr("Not sent: the entry is of a later version"), {change, withoutIt}};
    case StoreFault::OtherOrigin:
        return {"credential.other-origin", tr("Not sent: the credential is for another address"), {change, withoutIt}};
    case StoreFault::NotStored:
    case StoreFault::TooLarge:
    case StoreFault::Failed:
        break;
    }
    return {"keychain.failed", tr("Not sent: the keychain reports an error"), {again, withoutIt}};
}

}

Report withheldReport(const Report &before, const StoreError &error, const QString &entry)
{
    const Words words = wordsFor(error.fault);
    Report report = before;
    report.findings.clear();
    report.verdict = {};
    report.verdict.outcome = Outcome::NotSent;
    report.verdict.id = words.id;
    report.verdict.headline = words.headline;
    report.verdict.actions = words.actions;
    const bool hosts = error.fault == StoreFault::OtherOrigin || error.fault == StoreFault::Failed;
    const QString needed = entry.isEmpty() ? QString() : tr("It needs %1.").arg(visibleText(entry));
    report.verdict.line = hosts ? error.error.what : needed.isEmpty() ? error.error.remedy : needed + ' ' + error.error.remedy;
    report.verdict.decisiveCard = 0;
    report.header = {Card::State::Waiting, tr("Waiting"), visibleText(entry), tr("In the keychain"), "auth"};
    return report;
}

}
