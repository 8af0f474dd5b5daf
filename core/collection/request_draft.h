#pragma once

#include "core/collection/auth_draft.h"
#include "core/transport/transport.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

enum class BodyKind { None, Json, Text, Form, Multipart, File };
struct BodyPart {
    bool enabled = true;
    QByteArray name, value;
    QString file;  ///< when given, its content is the value and its name the file name
    QByteArray contentType;
    QByteArray fileName = {};  ///< what the part calls its file; empty: the name of `file`, or none
    friend bool operator==(const BodyPart &, const BodyPart &) = default;
};
struct BodyDraft {
    BodyKind kind = BodyKind::None;
    QByteArray text;  ///< Json, Text
    std::vector<DraftRow> form;  ///< Form: application/x-www-form-urlencoded
    std::vector<BodyPart> parts;  ///< Multipart: multipart/form-data
    QString file;  ///< File
    friend bool operator==(const BodyDraft &, const BodyDraft &) = default;
};

/// What is done with a field that Keyhole would add: sent unless one of that name is typed; never; or always (then twice beside a typed
/// one).
enum class AutomaticMode { UnlessTyped, Off, Always };
struct AutomaticField {
    QByteArray name;  ///< "Host", "User-Agent", "Accept", "Accept-Encoding", "Content-Type", "Content-Length"
    AutomaticMode mode = AutomaticMode::UnlessTyped;
    friend bool operator==(const AutomaticField &, const AutomaticField &) = default;
};

/// A script that another program would run. It is kept as text, to be read by a person, and never run here.
struct KeptScript {
    QString when;  ///< "before the request", "after the answer"
    QByteArray text;
    friend bool operator==(const KeptScript &, const KeptScript &) = default;
};

/// A request as it is being written. Nothing is derived: the address holds the query as typed.
struct RequestDraft {
    QString name;
    QByteArray method = "GET";
    QByteArray address;
    std::vector<DraftRow> disabledParams;  ///< query rows that are switched off; the others stand in the address
    std::vector<DraftRow> fields;
    AuthDraft auth;
    std::vector<AuthDraft> furtherAuth;  ///< credentials that go besides, such as a client certificate or an API key
    BodyDraft body;
    std::vector<DraftRow> cookies;  ///< sent besides those of the jar
    std::vector<AutomaticField> automatic;  ///< those that differ from UnlessTyped
    bool useJar = true;
    bool followRedirects = true;
    std::vector<QByteArray>
        allowedOrigins;  ///< further origins that this request's credential may go to on a redirect ("https://www.example.com")
    TransportOptions transport;
    QString description = {};
    std::vector<KeptScript> scripts = {};
};

/// A variable that {{name}} stands for.
struct Variable {
    QByteArray name, value;
    bool secret = false;
    std::optional<std::vector<Origin>> onlyTo = {};  ///< where a stored secret may go, once it was read; nothing: not bound
    bool literal = false;  ///< braces in the value are no variables: it came from a keychain or a server
    friend bool operator==(const Variable &, const Variable &) = default;
};
struct Environment {
    QString name;
    std::vector<Variable> variables;
    QByteArray color = {};  ///< as its file has it; empty: none
    bool production = false;  ///< what changes data there asks first
    const Variable *find(QByteArrayView variable) const;
};

/// Requests in folders, in memory. `expectedCause` is what a sample promises ("" where nothing).
struct CollectionItem {
    QString name;
    bool folder = false;
    std::vector<CollectionItem> children;
    RequestDraft request;
    QByteArray expectedCause;
    AuthDraft auth = {AuthKind::Inherited, {}, {}};  ///< of a folder: what is inherited from it
    QString description = {};  ///< of a folder
    std::vector<Variable> variables = {};  ///< of a folder
    std::vector<KeptScript> scripts = {};  ///< of a folder
};
struct Collection {
    QString name;
    std::vector<CollectionItem> items;
    Environment environment;
    AuthDraft auth = {};  ///< what is inherited from the collection
    QString description = {};
    std::vector<KeptScript> scripts = {};
};

}
