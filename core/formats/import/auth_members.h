#pragma once

#include "core/collection/auth_draft.h"
#include "core/formats/import/import_reading.h"

namespace keyhole {

/// The members of a credential as other programs name them, and the drafts made of them. Each function takes the first of several names
/// that is there.
class AuthMembers {
public:
    /// From {"key": value} or [{"key": …, "value": …}].
    explicit AuthMembers(const JsonValue *value);
    AuthMembers() = default;

    void set(const QByteArray &name, const QByteArray &value) { m_members.push_back({name, value}); }
    /// Names that hold something and that nobody asked for.
    QStringList unread() const;
    QByteArray text(std::initializer_list<const char *> names) const;
    bool flag(std::initializer_list<const char *> names, bool otherwise = false) const;

private:
    struct Member {
        QByteArray name, value;
        mutable bool read = false;
    };
    std::vector<Member> m_members;
};

AuthDraft basicAuth(AuthKind kind, const AuthMembers &members);  ///< also Digest and Ntlm
AuthDraft bearerAuth(const AuthMembers &members);
AuthDraft apiKeyAuth(const AuthMembers &members);
AuthDraft awsAuth(const AuthMembers &members);
AuthDraft oauth1Auth(const AuthMembers &members);
AuthDraft oauth2Auth(const AuthMembers &members);
AuthDraft signedJwtAuth(const AuthMembers &members);

/// By the name that Postman, Insomnia and Bruno give a scheme: "basic", "apikey", "awsv4", "oauth2", …. One that Keyhole does not have is
/// noted, and is None.
AuthDraft authNamed(const QByteArray &name, const AuthMembers &members, ImportReading &reading);
/// Notes a grant of OAuth 2 that another one stands in the place of.
void noteGrant(const QByteArray &grant, ImportReading &reading);

}
