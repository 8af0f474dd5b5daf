#include "core/collection/draft_texts.h"

namespace keyhole {

namespace {

using Visit = std::function<void(QByteArray &, const TextPlace &)>;
constexpr TextPlace::Part kCredential = TextPlace::Part::Credential;

void visitRows(std::vector<DraftRow> &rows, TextPlace::Part part, const Visit &visit)
{
    for (DraftRow &row : rows) {
        if (!row.enabled)
            continue;
        const bool isNamed = part == TextPlace::Part::Field || part == TextPlace::Part::Cookie;
        const TextPlace place{part, isNamed ? row.name : QByteArray()};
        visit(row.name, place);
        visit(row.value, place);
    }
}

/// The texts of a kind that are no secrets.
std::vector<QByteArray *> settingsOf(AuthDraft &auth)
{
    switch (auth.kind) {
    case AuthKind::Bearer:
    case AuthKind::OAuth2:
        return {&auth.scheme};
    case AuthKind::ApiKey:
        return {&auth.keyName};
    case AuthKind::SignedJwt:
        return {auth.jwt.inAuthorization ? &auth.scheme : &auth.keyName, &auth.jwt.header, &auth.jwt.claims};
    case AuthKind::OAuth1:
        return {&auth.oauth1.consumerKey, &auth.oauth1.token, &auth.oauth1.realm, &auth.oauth1.callback, &auth.oauth1.verifier};
    case AuthKind::AwsSignature4:
        return {&auth.aws.accessKeyId, &auth.aws.region, &auth.aws.service};
    default:
        return {};
    }
}

bool hasUser(AuthKind kind)
{
    return kind == AuthKind::Basic || kind == AuthKind::Digest || kind == AuthKind::Ntlm || kind == AuthKind::Negotiate
        || kind == AuthKind::Custom;
}

std::vector<Secret *> secretsOf(AuthDraft &auth)
{
    std::vector<Secret *> secrets{&auth.secret};
    if (auth.kind == AuthKind::OAuth1 || auth.kind == AuthKind::AwsSignature4 || auth.kind == AuthKind::OAuth2)
        secrets.push_back(&auth.secondSecret);
    if (auth.dpop && (auth.kind == AuthKind::Bearer || auth.kind == AuthKind::OAuth2))
        secrets.push_back(&auth.dpopKey);
    return secrets;
}

void visitSecret(Secret &secret, const Visit &visit)
{
    QByteArray text = secret.reveal();
    visit(text, {kCredential});
    secret = Secret(text);
}

void visitAuth(AuthDraft &auth, const Visit &visit)
{
    if (auth.kind == AuthKind::None || auth.kind == AuthKind::Inherited)
        return;
    // What came out of the keychain is sent as it is.
    if (!auth.onlyTo) {
        if (hasUser(auth.kind))
            visit(auth.user, {kCredential});
        for (Secret *secret : secretsOf(auth))
            visitSecret(*secret, visit);
    }
    for (QByteArray *text : settingsOf(auth))
        visit(*text, {kCredential});
    if (auth.kind != AuthKind::Custom)
        return;
    for (DraftRow &row : auth.custom) {
        visit(row.name, {kCredential});
        visit(row.value, {kCredential, {}, true});
    }
}

void visitBody(BodyDraft &body, const Visit &visit)
{
    const TextPlace place{TextPlace::Part::Body};
    if (body.kind == BodyKind::Json || body.kind == BodyKind::Text)
        visit(body.text, place);
    if (body.kind == BodyKind::Form)
        visitRows(body.form, TextPlace::Part::Body, visit);
    if (body.kind != BodyKind::Multipart)
        return;
    for (BodyPart &part : body.parts) {
        if (!part.enabled)
            continue;
        for (QByteArray *text : {&part.name, &part.value, &part.contentType, &part.fileName})
            visit(*text, place);
    }
}

}

QString placeText(const TextPlace &place)
{
    switch (place.part) {
    case TextPlace::Part::Method:
        return QStringLiteral("the method");
    case TextPlace::Part::Address:
        return QStringLiteral("the address");
    case TextPlace::Part::Field:
        return QStringLiteral("the field ") + QString::fromUtf8(place.name);
    case TextPlace::Part::Credential:
        return QStringLiteral("the credential");
    case TextPlace::Part::Body:
        return QStringLiteral("the body");
    case TextPlace::Part::Cookie:
        return QStringLiteral("the cookie ") + QString::fromUtf8(place.name);
    }
    return {};
}

bool isOwnName(QByteArrayView name, const TextPlace &place)
{
    return place.hasOwnNames && (name == QByteArrayView("secret") || name == QByteArrayView("user"));
}

void visitTexts(RequestDraft &draft, const Visit &visit)
{
    visit(draft.method, {TextPlace::Part::Method});
    visit(draft.address, {TextPlace::Part::Address});
    visitRows(draft.fields, TextPlace::Part::Field, visit);
    visitAuth(draft.auth, visit);
    for (AuthDraft &further : draft.furtherAuth)
        visitAuth(further, visit);
    visitBody(draft.body, visit);
    visitRows(draft.cookies, TextPlace::Part::Cookie, visit);
}

void visitTexts(const RequestDraft &draft, const std::function<void(const QByteArray &, const TextPlace &)> &visit)
{
    RequestDraft copy = draft;
    visitTexts(copy, Visit([&visit](QByteArray &text, const TextPlace &place) { visit(text, place); }));
}

QByteArray substituted(const QByteArray &text, const TextPlace &place, Substitution &substitution)
{
    QByteArray applied;
    qsizetype copied = 0;
    for (const VariableReference &reference : referencesIn(text)) {
        if (!isOwnName(reference.name, place))
            continue;
        applied += substitution.apply(text.mid(copied, reference.offset - copied)) + text.mid(reference.offset, reference.size);
        copied = reference.offset + reference.size;
    }
    return applied + substitution.apply(text.mid(copied));
}

}
