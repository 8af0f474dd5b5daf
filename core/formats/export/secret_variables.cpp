#include "core/formats/export/secret_variables.h"

#include "core/formats/secret_spans.h"

namespace keyhole {

namespace {

/// Goes over everything that may hold a secret and puts variables in.
class SecretReplacement {
public:
    void visit(Collection &collection);

private:
    void visit(std::vector<CollectionItem> &items);
    void visit(RequestDraft &request);
    void visit(AuthDraft &auth);
    QByteArray replaced(const QByteArray &text, const std::vector<SecretSpan> &spans);
    Secret replaced(const Secret &secret, const QByteArray &name);
    QByteArray variable(const QByteArray &name, const QByteArray &secret);

    std::vector<std::pair<QByteArray, QByteArray>> m_variables;  // name, secret
};

QByteArray SecretReplacement::variable(const QByteArray &name, const QByteArray &secret)
{
    int taken = 0;
    for (const auto &[known, value] : m_variables) {
        if (value == secret)
            return "{{" + known + "}}";
        taken += known == name || known.startsWith(name + '_') ? 1 : 0;
    }
    m_variables.emplace_back(taken == 0 ? name : name + '_' + QByteArray::number(taken + 1), secret);
    return "{{" + m_variables.back().first + "}}";
}

QByteArray SecretReplacement::replaced(const QByteArray &text, const std::vector<SecretSpan> &spans)
{
    QByteArray changed;
    qsizetype at = 0;
    for (const SecretSpan &span : spans) {
        const QByteArray secret = text.mid(span.offset, span.length);
        changed += text.mid(at, span.offset - at) + (secret.contains("{{") ? secret : variable(span.variable, secret));
        at = span.offset + span.length;
    }
    return changed + text.mid(at);
}

Secret SecretReplacement::replaced(const Secret &secret, const QByteArray &name)
{
    const QByteArray &value = secret.reveal();
    return value.isEmpty() || value.contains("{{") ? secret : Secret(variable(name, value));
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
    for (DraftRow &row : request.body.form) {
        const QByteArray pair = replaced(row.name + '=' + row.value, secretsInBody(row.name + '=' + row.value));
        row.value = pair.mid(row.name.size() + 1);
    }
}

void hideSecretValues(std::vector<Variable> &variables)
{
    for (Variable &variable : variables) {
        if (variable.secret)
            variable.value.clear();
    }
}

void SecretReplacement::visit(std::vector<CollectionItem> &items)
{
    for (CollectionItem &item : items) {
        visit(item.auth);
        hideSecretValues(item.variables);
        visit(item.children);
        visit(item.request);
    }
}

void SecretReplacement::visit(Collection &collection)
{
    visit(collection.auth);
    visit(collection.items);
    std::vector<Variable> &variables = collection.environment.variables;
    hideSecretValues(variables);
    for (Variable &each : variables) {
        const auto spans = secretsInField(each.name, each.value);
        if (!spans.empty() && !each.value.contains("{{"))
            each = {each.name, {}, true};
    }
    for (const auto &[name, secret] : m_variables) {
        if (!collection.environment.find(name))
            variables.push_back({name, {}, true});
    }
}

}

Collection withSecretsAsVariables(Collection collection)
{
    SecretReplacement().visit(collection);
    return collection;
}

}
