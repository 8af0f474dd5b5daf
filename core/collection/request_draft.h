#pragma once

#include "core/secrets/secret.h"
#include "core/transport/transport.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

/// A row of a table that the user fills in. Values may hold {{variables}}.
struct DraftRow {
    bool enabled = true;
    QByteArray name, value;
    QString description;
    friend bool operator==(const DraftRow &, const DraftRow &) = default;
};

enum class AuthKind { None, Basic, Bearer, ApiKey, Raw };
enum class KeyPlace { Header, Query, Cookie };
struct AuthDraft {
    AuthKind kind = AuthKind::None;
    QByteArray user;  ///< Basic
    Secret secret;  ///< Basic: password; Bearer: token; ApiKey: key; Raw: the whole value of Authorization
    QByteArray scheme = "Bearer";  ///< Bearer: what stands before the token ("Bearer", "token", "Bot", "JWT"); may be empty
    QByteArray keyName = "X-API-Key";  ///< ApiKey
    KeyPlace keyPlace = KeyPlace::Header;
    QByteArray credential = {};  ///< id of the stored credential that user and secret are taken from; empty: they are as typed
    std::optional<std::vector<Origin>> onlyTo = {};  ///< where a stored credential may go, once it was read; nothing: not bound
    friend bool operator==(const AuthDraft &, const AuthDraft &) = default;
};

enum class BodyKind { None, Json, Text, Form, Multipart, File };
struct BodyPart {
    bool enabled = true;
    QByteArray name, value;
    QString file;  ///< when given, its content is the value and its name the file name
    QByteArray contentType;
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

/// A request as it is being written. Nothing is derived: the address holds the query as typed.
struct RequestDraft {
    QString name;
    QByteArray method = "GET";
    QByteArray address;
    std::vector<DraftRow> disabledParams;  ///< query rows that are switched off; the others stand in the address
    std::vector<DraftRow> fields;
    AuthDraft auth;
    BodyDraft body;
    std::vector<DraftRow> cookies;  ///< sent besides those of the jar
    std::vector<AutomaticField> automatic;  ///< those that differ from UnlessTyped
    bool useJar = true;
    bool followRedirects = true;
    std::vector<QByteArray>
        allowedOrigins;  ///< further origins that this request's credential may go to on a redirect ("https://www.example.com")
    TransportOptions transport;
};

/// A variable that {{name}} stands for.
struct Variable {
    QByteArray name, value;
    bool secret = false;
};
struct Environment {
    QString name;
    std::vector<Variable> variables;
    const Variable *find(QByteArrayView variable) const;
};

/// Requests in folders, in memory. `expectedCause` is what a sample promises ("" where nothing).
struct CollectionItem {
    QString name;
    bool folder = false;
    std::vector<CollectionItem> children;
    RequestDraft request;
    QByteArray expectedCause;
};
struct Collection {
    QString name;
    std::vector<CollectionItem> items;
    Environment environment;
};

}
