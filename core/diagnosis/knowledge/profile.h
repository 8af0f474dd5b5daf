#pragma once

#include "core/diagnosis/report.h"
#include "core/http/instant.h"
#include "core/result.h"

#include <QByteArray>
#include <QDate>
#include <QRegularExpression>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

struct Profile;
struct YamlValue;

/// Where an entry of the knowledge comes from.
struct Provenance {
    QString source;  ///< public address, or the public repository and its file
    QDate checked;  ///< when it was last looked up there
};

/// Where a service reads its credential, and how it looks there. Empty: none, or no telling.
struct CredentialWant {
    enum class Place { Authorization, Field, Query, Body, Cookie, Path } place = Place::Authorization;
    QByteArray name;  ///< of the field, parameter or cookie; of the path, how the segment begins
    QByteArray scheme;  ///< before the credential in Authorization
    QByteArray prefix;  ///< how such a credential begins
    Provenance provenance = {};
};

/// A credential whose looks tell what it is and where it belongs.
struct KeyShape {
    QByteArray prefix;
    QByteArray contains;
    QRegularExpression form;  ///< of the whole value, where no few letters tell it; its group "region" is the region. Empty: any
    int shortest = 0, longest = 0;  ///< of the whole value, in bytes; 0: no telling
    QByteArray alphabet;  ///< of what follows the prefix: "base62", "hex", "base64url", "base64", "digits", "upper"; empty: any
    QByteArray checksum;  ///< how its last characters are made from the others: "crc32-base62", …; empty: none
    QString what;  ///< "an API key of Anthropic"
    QByteArray goes;  ///< "bearer", "header", "query", "basic" (the user name), "body", "cookie", "signature", "refresh"
    QByteArray mode;  ///< "live", "test"; empty: does not tell
    QByteArray region;  ///< "eu1"; empty: does not tell
    Provenance provenance = {};
    const Profile *profile = nullptr;  ///< whose it is
};

/// What a server, framework or library is known to say, and which cause it stands for.
struct Saying {
    QByteArray text;  ///< in lower case
    enum class Match { Words, Code } match = Match::Words;  ///< found within a text, or the whole of one
    QByteArray unless;  ///< in lower case: a text that has these words too means something else
    QByteArray cause;
    Certainty certainty = Certainty::Possible;  ///< how far these words alone go
    bool onlyHere = false;  ///< means this only when one of the profile's hosts answers
    QString lie;  ///< where the words say something else than they mean: what is behind them; may be empty
    Provenance provenance = {};
    const Profile *profile = nullptr;  ///< whose words they are
};

/// By what an answer shows who made it, or by whose hands it went. All parts that are given must hold.
struct AnswerSign {
    QByteArray field;  ///< of the answer; empty: not a field
    QByteArray is;  ///< its value is this, without case
    QByteArray begins;  ///< its value begins so, without case
    QByteArray contains;  ///< its value contains this, without case
    QByteArray cookie;  ///< the name of a Set-Cookie; a '*' at its end stands for the rest
    QByteArray body;  ///< the body contains this, without case
    QByteArray wholeBody;  ///< the body is this and nothing else, without case
    std::vector<QByteArray> order;  ///< the fields begin with these, in this order and case (HTTP/1, where nobody between changed them)
    QByteArray with, without;  ///< a field that must be there, and one that must not
    bool cased = false;  ///< the field's name must be written exactly so (HTTP/1)
    int status = 0;  ///< of the answer; 0: any
    /// Whether it stands on the profile's own answers alone, or only on those that it passes on.
    enum class Stands { Either, Own, PassedOn } stands = Stands::Either;
    Provenance provenance = {};
};

/// What whoever runs it looks at.
struct OperatorHint {
    QByteArray cause;  ///< an id, an area with a dot at its end ("header."), or empty for all
    QString look;  ///< a directive, setting, command or log line
    Provenance provenance = {};
};

/// Which host serves which region, for services whose keys are good in one region alone.
struct RegionHost {
    QByteArray region;  ///< "*": what the star of the host stands for
    QByteArray host;  ///< as in Profile::hosts
    Provenance provenance = {};
};

/// What is known of the tokens that a service takes. Empty or 0: not known.
struct TokenWant {
    QByteArray type;  ///< "access token", "ID token", "opaque", "JWT", …
    int longestLife = 0;  ///< seconds from now to exp that it accepts
    QByteArray issuer;  ///< how iss looks
    QByteArray audience;  ///< how aud looks
    QByteArray scopes;  ///< how scopes look: "https://www.googleapis.com/auth/…", "Mail.Read", "repo"
    Provenance provenance = {};
};

/// How far a time that the sender wrote may lie from the clock of whoever checks it.
struct TimeWindow {
    Seconds late{0};  ///< how long after that time the request is taken; 0: not known
    Seconds early{0};  ///< and how long before it
    QByteArray field, parameter;  ///< where the time stands; both empty: where the scheme has it
    enum class Form { WholeSeconds, WholeMilliseconds, Rfc3339, HttpDate } form = Form::WholeSeconds;
    QByteArray own;  ///< the field or parameter by which a request names another `late` for itself, in milliseconds
    Provenance provenance = {};

    bool isKnown() const { return late > Seconds(0); }
};

/// A service, server, framework or library, and what is publicly known of how it authenticates. One file each.
struct Profile {
    enum class Kind { Service, Server, Proxy, Gateway, Cdn, Firewall, Framework, Application, Library, Anybody } kind = Kind::Service;
    QByteArray id;  ///< the name of its file
    QString name;
    QByteArray family;  ///< those of one family take each other's credentials; the id where the file names none
    Provenance provenance = {};
    std::vector<QByteArray> hosts;  ///< "api.example.com"; ".example.com": every host below; "*.execute-api.*.example.com"
    std::vector<RegionHost> regions;
    std::vector<AnswerSign> signs;
    std::vector<CredentialWant> wants;  ///< the usual one first
    TokenWant token;
    std::vector<QByteArray> audiences;  ///< every aud of the tokens that are for this service alone
    TimeWindow signedTime;  ///< of signed requests
    TimeWindow proofTime;  ///< of `iat` in proofs of DPoP (RFC 9449, 11.1)
    int longestFields = 0;  ///< bytes of the header section that it takes by default; 0: not known
    int hidesMissingAs = 0;  ///< the status, 401 or 404, that it gives for what does not exist and for what one may not see; 0: none known
    std::vector<KeyShape> keys;
    std::vector<Saying> answers;
    std::vector<OperatorHint> operatorHints;
};

/// Reads one file of the knowledge, strictly: an unknown member, a cause that is none, or a missing source is a fault with its line.
Result<Profile> readProfile(const QByteArray &id, Profile::Kind folder, QByteArrayView yaml);
Result<Profile> readProfile(const QByteArray &id, Profile::Kind folder, const YamlValue &document);

}
