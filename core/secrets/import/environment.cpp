#include "core/http/cursor.h"
#include "core/secrets/import/collector.h"
#include "core/secrets/import/variable_names.h"

#include <map>

namespace keyhole {

namespace {

using Variables = std::map<QByteArray, QByteArray>;

/// NAME=value a line, as a .env has it: "export" before, quotation marks around, comments. A value in quotation marks may have several
/// lines.
class AssignmentReader {
public:
    explicit AssignmentReader(QByteArrayView text) : m_text(text) { }

    Variables read()
    {
        Variables variables;
        while (m_at < m_text.size()) {
            skipBlanks();
            if (QByteArrayView rest = m_text.sliced(m_at); rest.startsWith("export ") || rest.startsWith("export\t")) {
                m_at += 7;
                skipBlanks();
            }
            const QByteArray name = readName();
            skipBlanks();
            if (!name.isEmpty() && m_at < m_text.size() && m_text[m_at] == '=') {
                ++m_at;
                variables[name] = readValue();
            }
            skipLine();
        }
        return variables;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }
    void skipLine()
    {
        const qsizetype end = m_text.indexOf('\n', m_at);
        m_at = end < 0 ? m_text.size() : end + 1;
    }
    QByteArray readName()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && (isAlpha(m_text[m_at]) || isDigit(m_text[m_at]) || m_text[m_at] == '_' || m_text[m_at] == '.'))
            ++m_at;
        return m_text.sliced(start, m_at - start).toByteArray();
    }
    QByteArray readValue()
    {
        skipBlanks();
        const char mark = m_at < m_text.size() ? m_text[m_at] : '\0';
        if ((mark == '"' || mark == '\'') && m_text.indexOf(mark, m_at + 1) > 0)
            return readQuoted(mark);
        const qsizetype start = m_at;
        const qsizetype end = m_text.indexOf('\n', start);
        QByteArrayView value = m_text.sliced(start, (end < 0 ? m_text.size() : end) - start);
        if (const qsizetype comment = value.indexOf(" #"); comment >= 0)
            value = value.first(comment);
        return value.toByteArray().trimmed();
    }
    QByteArray readQuoted(char mark)
    {
        QByteArray value;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != mark; ++m_at) {
            char c = m_text[m_at];
            if (c == '\\' && mark == '"' && m_at + 1 < m_text.size()) {
                c = m_text[++m_at];
                c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
            }
            value += c;
        }
        return value;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

/// The value of the first of these endings that stands beside the stem: ORDERS_URL beside ORDERS_API_KEY.
QByteArray beside(const Variables &variables, const QByteArray &stem, std::initializer_list<const char *> endings)
{
    for (const char *ending : endings) {
        if (const auto found = variables.find(stem + ending); found != variables.end())
            return found->second;
    }
    return {};
}

/// ORDERS_ of ORDERS_API_KEY: all but the words that tell the meaning.
QByteArray stemOf(const QByteArray &name)
{
    for (const char *ending : {"_API_KEY", "_APIKEY", "_ACCESS_TOKEN", "_API_TOKEN", "_AUTH_TOKEN", "_BEARER_TOKEN", "_TOKEN",
                               "_SECRET_KEY", "_CLIENT_SECRET", "_SECRET", "_PASSWORD", "_PASSWD", "_PAT", "_JWT", "_PWD"}) {
        if (name.endsWith(ending))
            return name.chopped(qsizetype(qstrlen(ending)));
    }
    return {};
}

void fillByMeaning(FoundCredential &found, VariableMeaning meaning, const QByteArray &value, const QByteArray &user)
{
    const Secret secret{value};
    switch (meaning) {
    case VariableMeaning::Token:
        found.kind = CredentialKind::Bearer;
        found.parts = {{"token", secret}};
        return;
    case VariableMeaning::ApiKey:
        found.kind = CredentialKind::ApiKey;
        found.parts = {{"key", secret}};
        return;
    case VariableMeaning::Password:
        found.kind = CredentialKind::Basic;
        found.parts = {{"user", Secret(user)}, {"password", secret}};
        return;
    case VariableMeaning::SigningKey:
        found.kind = CredentialKind::SigningKey;
        found.parts = {{"key", secret}};
        return;
    default:
        found.kind = CredentialKind::Raw;
        found.parts = {{"value", secret}};
    }
}

void addVariable(const Variables &variables, const QByteArray &name, const QByteArray &value, CredentialCollector &found)
{
    const VariableMeaning meaning = meaningOfVariable(name);
    if (meaning == VariableMeaning::NoSecret || value.isEmpty())
        return;
    const QString place = "variable " + QString::fromUtf8(name);
    if (isReference(value))
        return found.passOver("a value that stands for another one", place, "Move the secret where it is itself.");
    const QByteArray stem = stemOf(name);
    FoundCredential credential{place, {}, {}, {{}, {}, QString::fromUtf8(name)}, {}, {}};
    auto origin = originOfVariable(name);
    if (!origin && !stem.isEmpty())
        origin = originOf(beside(variables, stem, {"_BASE_URL", "_API_URL", "_URL", "_ENDPOINT", "_API_BASE", "_HOST"}));
    if (origin)
        credential.origins.push_back(*origin);
    fillByMeaning(credential, meaning, value, stem.isEmpty() ? QByteArray() : beside(variables, stem, {"_USER", "_USERNAME", "_LOGIN"}));
    found.add(std::move(credential));
}

void addAwsKey(const Variables &variables, CredentialCollector &found)
{
    const QByteArray secretKey = beside(variables, "AWS", {"_SECRET_ACCESS_KEY"});
    if (secretKey.isEmpty())
        return;
    if (isReference(secretKey))
        return found.passOver("a value that stands for another one", "variable AWS_SECRET_ACCESS_KEY",
                              "Move the secret where it is itself.");
    FoundCredential credential{"variable AWS_SECRET_ACCESS_KEY", {}, CredentialKind::AwsKey, {"AWS", {}, {}}, {}, {}};
    credential.parts = {{"access-key-id", Secret(beside(variables, "AWS", {"_ACCESS_KEY_ID"}))},
                        {"secret-access-key", Secret(secretKey)},
                        {"session-token", Secret(beside(variables, "AWS", {"_SESSION_TOKEN"}))}};
    if (const auto origin = originOf(beside(variables, "AWS", {"_ENDPOINT_URL"})))
        credential.origins.push_back(*origin);
    found.add(std::move(credential));
}

void addVariables(const Variables &variables, CredentialCollector &found)
{
    addAwsKey(variables, found);
    for (const auto &[name, value] : variables) {
        if (name != "AWS_SECRET_ACCESS_KEY" && name != "AWS_SESSION_TOKEN")
            addVariable(variables, name, value, found);
    }
}

}

FoundCredentials readEnvironmentFile(QByteArrayView text)
{
    CredentialCollector found("list of variables", text);
    addVariables(AssignmentReader(text).read(), found);
    return found.take();
}

FoundCredentials credentialsInEnvironment(const std::vector<QByteArray> &variables)
{
    CredentialCollector found("environment", {});
    Variables byName;
    for (const QByteArray &variable : variables) {
        if (const qsizetype equals = variable.indexOf('='); equals > 0)
            byName[variable.first(equals)] = variable.mid(equals + 1);
    }
    addVariables(byName, found);
    return found.take();
}

}
