#pragma once

#include "core/diagnosis/report.h"
#include "core/http/message.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

/// One thing that the answer says: a code, a sentence or a name, and where it stands.
struct AnswerText {
    QByteArray where;  ///< evidence place: "response.body", "response.headers.WWW-Authenticate"
    QByteArray name;  ///< "error", "error_description", "message", "Code", "title"; empty for plain text
    QString text;
    QByteArray lower;  ///< the same in lower case, UTF-8: what is searched
};

/// All words of an answer, taken out of their structure; what the knowledge of sayings is looked up in. Nothing is interpreted here.
struct AnswerTexts {
    std::vector<AnswerText> items;

    /// The first item of this name, without case.
    const AnswerText *named(QByteArrayView name) const;
    /// The first item whose text has these words (given in lower case) between characters that belong to no word.
    const AnswerText *saying(QByteArrayView lowerWords) const;
    /// The first item that is this code alone (given in lower case).
    const AnswerText *code(QByteArrayView lowerCode) const;
    bool isEmpty() const { return items.empty(); }
};

/// What a server may ask for when it refuses.
enum class AskedFor {
    Scope,
    AuthenticationContext,  ///< acr_values, RFC 9470, 3
    MaxAge,  ///< seconds since the user signed in, RFC 9470, 3
    Realm,
    ResourceMetadata,  ///< address, RFC 9728, 5.1
    AuthorizationServer,  ///< address: authorization_uri, as_uri, token service of a registry
    Audience,  ///< aud, resource, resource_id, service
    Algorithm,  ///< algs, RFC 9449, 7.1
    Nonce,  ///< DPoP-Nonce, RFC 9449, 8
    Field,  ///< a field of the request that must be there
    Permission,
    Policy  ///< claims of a conditional access policy, an error policy
};
/// "scope", "acr_values", "max_age", "realm", "resource_metadata", "authorization_server", "audience", "algorithm", "nonce", "field",
/// "permission", "policy".
const char *askedName(AskedFor what);

struct Asked {
    AskedFor what;
    AnswerText text;
};

/// One error as its format tells it.
struct AnswerError {
    const char *format = "";  ///< "bearer-challenge", "oauth", "problem-details", "google.rpc.Status", "aws", …; one a reader
    std::vector<AnswerText> codes;  ///< the format's main code first, then sub-codes and numbers
    std::optional<AnswerText> message;
    std::vector<AnswerText> subjects;  ///< the field, claim, parameter or resource that the error names
    std::vector<Asked> asked;

    /// Whether one of the codes is this one, to the letter but for its case.
    const AnswerText *code(QByteArrayView code) const;
};

/// What in a page shows that it signs people in.
struct SignInPage {
    QString sign;  ///< the decisive mark-up or title
    QString target;  ///< of its form or its refresh; may be empty
};

/// What an answer says, read by the formats that servers use, and as words.
struct Answer : AnswerTexts {
    std::vector<AnswerError> errors;  ///< challenges first, then fields, then the body
    std::vector<AnswerText> ids;  ///< of request, trace and correlation, from fields and body: what an operator finds it by in a log
    std::vector<AnswerText> times;  ///< time stamps in the body: the server's clock, the request's time, an expiry
    std::optional<SignInPage> signIn;
    bool errorWhateverStatus = false;  ///< the body marks itself as an error: {"ok":false}, a GraphQL error, a SOAP fault
    std::vector<QString> unread;  ///< what was left out, and why: a body that is cut, or beyond a limit

    const AnswerText *errorCode(QByteArrayView code) const;
    /// The error that says most: of the body if that has a code, otherwise the first.
    const AnswerError *main() const;
    /// The first thing of this kind that is asked for.
    const AnswerText *asks(AskedFor what) const;
};

/// Reads what an answer says; with the request, also an error in the address that an authorization server sent the browser to.
/// Bodies are read up to 64 KB, successes up to 4 KB unless they are JSON; 60 texts, 20 errors, 20 ids, a depth of 12.
Answer readAnswer(const Response &response, const Request *request = nullptr);

/// A password field, a form that carries SAML, or a title in one of many languages; absent in a page that signs nobody in. Looks at the
/// first 256 KB.
std::optional<SignInPage> readSignInPage(const QString &html);

/// A line of evidence for what the answer says, the text marked.
Evidence evidenceFor(const AnswerText &text, const QString &label);

}
