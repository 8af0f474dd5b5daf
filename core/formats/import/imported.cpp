#include "core/formats/import/imported.h"

#include "core/formats/secret_spans.h"

namespace keyhole {

namespace {

int countRequests(const std::vector<CollectionItem> &items)
{
    int count = 0;
    for (const CollectionItem &item : items)
        count += item.folder ? countRequests(item.children) : 1;
    return count;
}

/// Goes over everything that may hold a secret, with the names of the folders that lead there.
class SecretSearch {
public:
    void visit(const Collection &collection);
    void visit(const Environment &environment);
    std::vector<FoundSecret> found;

private:
    void visit(const std::vector<CollectionItem> &items, const QString &path);
    void visit(const RequestDraft &request, const QString &path);
    void visit(const AuthDraft &auth, const QString &path);
    void visit(const std::vector<Variable> &variables, const QString &path);
    void add(const QString &path, const QString &where, const QString &kind)
    {
        found.push_back({path + QStringLiteral(": ") + where, kind});
    }
    void addSpans(const QString &path, const QString &where, const QByteArray &text, const std::vector<SecretSpan> &spans);
};

QString kindOf(const QByteArray &variable)
{
    if (variable == "PASSWORD")
        return QStringLiteral("password");
    if (variable == "COOKIE")
        return QStringLiteral("cookie");
    return variable == "API_KEY" ? QStringLiteral("API key") : QStringLiteral("token");
}

void SecretSearch::addSpans(const QString &path, const QString &where, const QByteArray &text, const std::vector<SecretSpan> &spans)
{
    for (const SecretSpan &span : spans) {
        if (standsInClear(text.mid(span.offset, span.length)))
            add(path, where, kindOf(span.variable));
    }
}

void SecretSearch::visit(const AuthDraft &auth, const QString &path)
{
    if (auth.kind == AuthKind::None || auth.kind == AuthKind::Inherited)
        return;
    if (standsInClear(auth.secret.reveal()))
        add(path, QStringLiteral("credential"), auth.kind == AuthKind::ApiKey ? QStringLiteral("API key") : QStringLiteral("secret"));
    if (standsInClear(auth.secondSecret.reveal()))
        add(path, QStringLiteral("credential"), QStringLiteral("second secret"));
}

void SecretSearch::visit(const RequestDraft &request, const QString &path)
{
    visit(request.auth, path);
    for (const AuthDraft &auth : request.furtherAuth)
        visit(auth, path);
    addSpans(path, QStringLiteral("address"), request.address, secretsInAddress(request.address));
    for (const DraftRow &row : request.fields)
        addSpans(path, QString::fromUtf8(row.name), row.value, secretsInField(row.name, row.value));
    for (const DraftRow &row : request.cookies) {
        if (standsInClear(row.value))
            add(path, QString::fromUtf8(row.name), QStringLiteral("cookie"));
    }
    addSpans(path, QStringLiteral("body"), request.body.text, secretsInBody(request.body.text));
    const auto addPair = [&](const QString &where, const QByteArray &pair) { addSpans(path, where, pair, secretsInBody(pair)); };
    for (const DraftRow &row : request.body.form)
        addPair(QStringLiteral("body"), row.name + '=' + row.value);
    for (const BodyPart &part : request.body.parts)
        addPair(QStringLiteral("body"), part.name + '=' + part.value);
    for (const DraftRow &row : request.disabledParams)
        addPair(QStringLiteral("address"), row.name + '=' + row.value);
}

void SecretSearch::visit(const std::vector<Variable> &variables, const QString &path)
{
    for (const Variable &variable : variables) {
        if (!standsInClear(variable.value))
            continue;
        if (variable.secret)
            add(path, QString::fromUtf8(variable.name), QStringLiteral("secret variable"));
        else
            addSpans(path, QString::fromUtf8(variable.name), variable.value, secretsInField(variable.name, variable.value));
    }
}

void SecretSearch::visit(const std::vector<CollectionItem> &items, const QString &path)
{
    for (const CollectionItem &item : items) {
        const QString name = path.isEmpty() ? item.name : path + QStringLiteral(" / ") + item.name;
        if (!item.folder) {
            visit(item.variables, name);
            visit(item.request, name);
            continue;
        }
        visit(item.auth, name);
        visit(item.variables, name);
        visit(item.children, name);
    }
}

void SecretSearch::visit(const Collection &collection)
{
    visit(collection.auth, collection.name);
    visit(collection.environment.variables, collection.name);
    visit(collection.items, {});
}

void SecretSearch::visit(const Environment &environment)
{
    visit(environment.variables, environment.name);
}

}

int Imported::requestCount() const
{
    return countRequests(collection.items);
}

std::vector<FoundSecret> findSecrets(const Collection &collection, const std::vector<Environment> &environments)
{
    SecretSearch search;
    search.visit(collection);
    for (const Environment &environment : environments)
        search.visit(environment);
    return std::move(search.found);
}

}
