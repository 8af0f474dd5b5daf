#include "core/collection/opencollection/settings_file.h"

#include "core/collection/opencollection/auth_member.h"
#include "core/collection/opencollection/rows.h"
#include "core/collection/opencollection/runtime_member.h"
#include "core/collection/opencollection/variable_rows.h"

namespace keyhole::opencollection {

namespace {

/// A collection may come from anybody: it never says by which proxy, with which certificates or with whose trust something is sent.
void noteIgnored(const YamlValue &mapping, const QString &file, std::vector<FileNote> &notes)
{
    for (const char *name : {"proxy", "clientCertificates", "certificates", "ca", "dns", "tls"}) {
        const YamlValue *value = mapping.find(name);
        if (value && value->kind != YamlValue::Kind::Null && !(value->items.empty() && value->members.empty() && value->text.isEmpty()))
            notes.push_back({FileNote::Kind::Ignored, file, value->line,
                             QStringLiteral("“%1” is never taken from a collection; set it in the settings").arg(QLatin1String(name))});
    }
}

AuthKind absentIn(bool isCollection)
{
    return isCollection ? AuthKind::None : AuthKind::Inherited;
}

}

SettingsFile readSettings(const YamlValue &document, bool isCollection, const QString &file)
{
    SettingsFile read;
    read.auth.kind = absentIn(isCollection);
    if (const YamlValue *info = document.find("info")) {
        read.name = QString::fromUtf8(textOf(*info, "name"));
        read.order = textOf(*info, "seq").toDouble();
    }
    read.docs = looseText(document.find("docs"));
    if (const YamlValue *config = document.find("config"))
        noteIgnored(*config, file, read.notes);
    if (document.find("items") && !document.find("items")->items.empty())
        read.notes.push_back({FileNote::Kind::Unknown, file, document.find("items")->line,
                              QStringLiteral("requests in this file itself are not shown; import it")});
    const YamlValue *request = document.find("request");
    if (!request)
        return read;
    read.auth = readAuth(request->find("auth"), absentIn(isCollection));
    if (!isCollection && read.auth.kind == AuthKind::None)
        read.auth.kind = AuthKind::Inherited;
    for (const SecretInFile &secret : secretsIn(request->find("auth")))
        read.notes.push_back({FileNote::Kind::Secret, file, secret.line,
                              QStringLiteral("“%1” is a secret that stands in the file").arg(QString::fromUtf8(secret.member))});
    read.fields = readRows(request->find("headers"));
    read.variables = readDefaultVariables(request->find("variables"));
    read.scripts = readScripts(request->find("scripts"));
    for (const YamlValue &script : request->find("scripts") ? request->find("scripts")->items : std::vector<YamlValue>())
        read.notes.push_back({FileNote::Kind::Script, file, script.line, QStringLiteral("a script, kept as it is and never run")});
    return read;
}

void updateSettings(YamlValue &document, bool isCollection, const SettingsFile &before, const SettingsFile &after)
{
    if (before.name != after.name)
        memberOf(memberOf(document, "info"), "name") = yamlText(after.name.toUtf8());
    if (before.order != after.order)
        memberOf(memberOf(document, "info"), "seq") = yamlPlain(QByteArray::number(after.order, 'g', 15));
    if (before.docs != after.docs)
        setText(document, "docs", after.docs);
    if (before.auth == after.auth && before.fields == after.fields && before.variables == after.variables
        && before.scripts == after.scripts)
        return;
    YamlValue &request = memberOf(document, "request");
    updateDraftRows(request, "headers", before.fields, after.fields);
    updateAuth(request, before.auth, after.auth, absentIn(isCollection));
    updateDefaultVariables(request, before.variables, after.variables);
    updateScripts(request, before.scripts, after.scripts);
    if (request.kind != YamlValue::Kind::Mapping || request.members.empty())
        removeMember(document, "request");
}

YamlValue newFolder(const SettingsFile &settings)
{
    YamlValue document
        = yamlMapping({{"info", 0, yamlMapping({{"name", 0, yamlText(settings.name.toUtf8())}, {"type", 0, yamlText("folder")}})}});
    SettingsFile nothing;
    nothing.name = settings.name;
    updateSettings(document, false, nothing, settings);
    return document;
}

YamlValue newCollection(const SettingsFile &settings)
{
    YamlValue document = yamlMapping(
        {{"opencollection", 0, yamlText("1.0.0")}, {"info", 0, yamlMapping({{"name", 0, yamlText(settings.name.toUtf8())}})}});
    SettingsFile nothing;
    nothing.name = settings.name;
    nothing.auth.kind = AuthKind::None;
    updateSettings(document, true, nothing, settings);
    memberOf(document, "bundled") = yamlBool(false);
    return document;
}

EnvironmentFile readEnvironment(const YamlValue &document, const QString &file)
{
    EnvironmentFile read;
    read.name = QString::fromUtf8(textOf(document, "name"));
    read.color = textOf(document, "color");
    read.variables = readVariables(document.find("variables"));
    read.extends = QString::fromUtf8(textOf(document, "extends"));
    read.dotEnvFile = QString::fromUtf8(textOf(document, "dotEnvFilePath"));
    noteIgnored(document, file, read.notes);
    if (const YamlValue *variables = document.find("variables")) {
        for (const YamlValue &item : variables->items) {
            if (looseBool(item, "secret", false) && !looseText(item.find("value")).isEmpty())
                read.notes.push_back({FileNote::Kind::Secret, file, item.line,
                                      QStringLiteral("the value of the secret variable “%1” stands in the file; it is not read")
                                          .arg(QString::fromUtf8(textOf(item, "name")))});
        }
    }
    return read;
}

void updateEnvironment(YamlValue &document, const EnvironmentFile &before, const EnvironmentFile &after)
{
    if (before.name != after.name)
        memberOf(document, "name") = yamlText(after.name.toUtf8());
    setText(document, "color", after.color);
    setText(document, "extends", after.extends.toUtf8());
    setText(document, "dotEnvFilePath", after.dotEnvFile.toUtf8());
    updateVariables(document, before.variables, after.variables);
}

YamlValue newEnvironment(const EnvironmentFile &environment)
{
    YamlValue document = yamlMapping({{"name", 0, yamlText(environment.name.toUtf8())}});
    EnvironmentFile nothing;
    nothing.name = environment.name;
    updateEnvironment(document, nothing, environment);
    return document;
}

}
