#include "core/formats/export/secret_variables.h"

#include "core/collection/variables.h"
#include "core/formats/export/visit_requests.h"
#include "core/formats/secret_spans.h"

namespace keyhole {

namespace {

/// Goes over everything that may hold a secret and puts variables in.
class SecretReplacement {
public:
    explicit SecretReplacement(WithoutSecrets &taken) : m_taken(taken) { }
    void run();

private:
    void addNames(const std::vector<CollectionItem> &items);
    void take(std::vector<Variable> &variables, const QString &environment);
    void moveUp(std::vector<Variable> &variables, const QString &path);
    void visit(std::vector<CollectionItem> &items, const QString &path);
    void visit(RequestDraft &request);
    void visit(AuthDraft &auth);
    QByteArray replaced(const QByteArray &text, const std::vector<SecretSpan> &spans);
    QByteArray replacedInForm(const QByteArray &name, const QByteArray &value);
    Secret replaced(const Secret &secret, const QByteArray &name);
    QByteArray variable(const QByteArray &name, const QByteArray &secret);

    WithoutSecrets &m_taken;
    std::vector<std::pair<QByteArray, QByteArray>> m_variables;  // name, secret
};

QByteArray SecretReplacement::variable(const QByteArray &name, const QByteArray &secret)
{
    for (const auto &[known, value] : m_variables) {
        if (value == secret)
            return "{{" + known + "}}";
    }
    QByteArray free = name;
    const auto isTaken = [&free](const auto &each) { return each.first == free; };
    for (int number = 2; std::any_of(m_variables.begin(), m_variables.end(), isTaken); ++number)
        free = name + '_' + QByteArray::number(number);
    m_variables.emplace_back(free, secret);
    return "{{" + free + "}}";
}

QByteArray SecretReplacement::replaced(const QByteArray &text, const std::vector<SecretSpan> &spans)
{
    QByteArray changed;
    qsizetype at = 0;
    for (const SecretSpan &span : spans) {
        const QByteArray secret = text.mid(span.offset, span.length);
        changed += text.mid(at, span.offset - at) + (standsInClear(secret) ? variable(span.variable, secret) : secret);
        at = span.offset + span.length;
    }
    return changed + text.mid(at);
}

QByteArray SecretReplacement::replacedInForm(const QByteArray &name, const QByteArray &value)
{
    const QByteArray pair = name + '=' + value;
    return replaced(pair, secretsInBody(pair)).mid(name.size() + 1);
}

Secret SecretReplacement::replaced(const Secret &secret, const QByteArray &name)
{
    const QByteArray &value = secret.reveal();
    return standsInClear(value) ? Secret(variable(name, value)) : secret;
}

void SecretReplacement::visit(AuthDraft &auth)
{
    const bool password = auth.kind == AuthKind::Basic || auth.kind == AuthKind::Digest || auth.kind == AuthKind::Ntlm;
    auth.secret = replaced(auth.secret, password ? "PASSWORD" : auth.kind == AuthKind::ApiKey ? "API_KEY" : "TOKEN");
    auth.secondSecret = replaced(auth.secondSecret, "SECRET");
    auth.dpopKey = {};
}

void SecretReplacement::visit(RequestDraft &request)
{
    visit(request.auth);
    for (AuthDraft &auth : request.furtherAuth)
        visit(auth);
    request.address = replaced(request.address, secretsInAddress(request.address));
    for (DraftRow &row : request.fields)
        row.value = replaced(row.value, secretsInField(row.name, row.value));
    for (DraftRow &row : request.cookies)
        row.value = replaced(Secret(row.value), "COOKIE").reveal();
    request.body.text = replaced(request.body.text, secretsInBody(request.body.text));
    for (DraftRow &row : request.body.form)
        row.value = replacedInForm(row.name, row.value);
    for (BodyPart &part : request.body.parts)
        part.value = replacedInForm(part.name, part.value);
    for (DraftRow &row : request.disabledParams)
        row.value = replacedInForm(row.name, row.value);
}

bool isSecret(const Variable &variable)
{
    return variable.secret || (standsInClear(variable.value) && !secretsInField(variable.name, variable.value).empty());
}

void SecretReplacement::take(std::vector<Variable> &variables, const QString &environment)
{
    for (Variable &variable : variables) {
        if (!isSecret(variable))
            continue;
        if (!variable.value.isEmpty())
            m_taken.secrets.push_back({environment, variable.name, Secret(variable.value), {}});
        variable = {variable.name, {}, true};
    }
}

/// Secrets of a folder or a request stand with the collection's, where a keychain can be asked for them.
void SecretReplacement::moveUp(std::vector<Variable> &variables, const QString &path)
{
    std::vector<Variable> &ofCollection = m_taken.collection.environment.variables;
    for (Variable &variable : variables) {
        if (!isSecret(variable))
            continue;
        const Variable *there = m_taken.collection.environment.find(variable.name);
        if (!variable.value.isEmpty() && there && there->value != variable.value)
            m_taken.notes.push_back(
                {QStringLiteral("The value of the secret variable “%1” is left out.").arg(QString::fromUtf8(variable.name)), path,
                 QStringLiteral("Another variable is called so; type the value again.")});
        else if (!variable.value.isEmpty() && !there)
            ofCollection.push_back({variable.name, variable.value, true});
        variable = {variable.name, {}, true};
    }
    std::erase_if(variables,
                  [this](const Variable &variable) { return variable.secret && m_taken.collection.environment.find(variable.name); });
}

void SecretReplacement::visit(std::vector<CollectionItem> &items, const QString &path)
{
    for (CollectionItem &item : items) {
        const QString name = path.isEmpty() ? item.name : path + QStringLiteral(" / ") + item.name;
        visit(item.auth);
        moveUp(item.variables, name);
        visit(item.children, name);
        visit(item.request);
    }
}

void SecretReplacement::addNames(const std::vector<CollectionItem> &items)
{
    for (const CollectionItem &item : items) {
        for (const Variable &variable : item.variables)
            m_variables.emplace_back(variable.name, QByteArray());
        addNames(item.children);
    }
}

void SecretReplacement::run()
{
    Collection &collection = m_taken.collection;
    for (const Variable &variable : collection.environment.variables)
        m_variables.emplace_back(variable.name, isSecret(variable) ? variable.value : QByteArray());
    for (const Environment &environment : m_taken.environments) {
        for (const Variable &variable : environment.variables)
            m_variables.emplace_back(variable.name, QByteArray());  // its name is taken, or it would hide the new one
    }
    addNames(collection.items);
    const size_t known = m_variables.size();
    visit(collection.auth);
    visit(collection.items, {});
    take(collection.environment.variables, {});
    for (Environment &environment : m_taken.environments)
        take(environment.variables, environment.name);
    for (size_t at = known; at < m_variables.size(); ++at) {
        m_taken.secrets.push_back({{}, m_variables[at].first, Secret(m_variables[at].second), {}});
        collection.environment.variables.push_back({m_variables[at].first, {}, true});
    }
}

/// The variables that a request sees with an environment: its own go before the collection's.
Environment seenWith(const Environment &environment, const Collection &collection)
{
    Environment seen = environment;
    seen.variables.insert(seen.variables.end(), collection.environment.variables.begin(), collection.environment.variables.end());
    return seen;
}

/// The names that a request refers to, and those that the values of these refer to.
std::vector<QByteArray> allReferences(const RequestDraft &draft, const Environment &seen)
{
    std::vector<QByteArray> names = referencesIn(draft);
    for (size_t at = 0; at < names.size() && names.size() < 200; ++at) {
        const Variable *variable = seen.find(names[at]);
        for (const VariableReference &further : variable ? referencesIn(variable->value) : std::vector<VariableReference>()) {
            if (std::find(names.begin(), names.end(), further.name) == names.end())
                names.push_back(further.name);
        }
    }
    return names;
}

/// Adds the origin of each request to the secrets that it uses, with one environment.
void addOrigins(WithoutSecrets &taken, const Environment &environment)
{
    const Environment seen = seenWith(environment, taken.collection);
    visitRequests(taken.collection, [&](const CollectionItem &item, const QString &) {
        const auto url = Url::parse(Substitution(seen).apply(item.request.address));
        if (!url || !url->origin().isValid())
            return;
        const std::vector<QByteArray> names = allReferences(item.request, seen);
        for (TakenSecret &secret : taken.secrets) {
            const bool used = (secret.environment.isEmpty() || secret.environment == environment.name)
                && std::find(names.begin(), names.end(), secret.variable) != names.end();
            if (used && std::find(secret.origins.begin(), secret.origins.end(), url->origin()) == secret.origins.end())
                secret.origins.push_back(url->origin());
        }
    });
}

}

WithoutSecrets takeSecrets(Collection collection, std::vector<Environment> environments)
{
    WithoutSecrets taken{std::move(collection), std::move(environments), {}, {}};
    SecretReplacement(taken).run();
    addOrigins(taken, {});
    for (const Environment &environment : taken.environments)
        addOrigins(taken, environment);
    return taken;
}

Credential credentialFor(const TakenSecret &secret, const QString &collection, Instant now)
{
    Credential credential;
    credential.info = {newCredentialId(),
                       CredentialKind::Raw,
                       {collection, secret.environment, QString::fromUtf8(secret.variable)},
                       secret.origins,
                       now,
                       now};
    credential.parts = {{"value", secret.value}};
    return credential;
}

Collection withSecretsAsVariables(Collection collection)
{
    return takeSecrets(std::move(collection)).collection;
}

}
