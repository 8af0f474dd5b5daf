#pragma once

#include "core/diagnosis/experiments.h"
#include "core/diagnosis/marked_exchange.h"
#include "core/http/exchange.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

/// Certain: the answer says so, or arithmetic on the evidence leaves no other reading. Likely: fits all evidence, another cause would too.
/// Possible: nothing speaks against it.
enum class Certainty { Possible, Likely, Certain };
enum class FindingRole { Cause, PossibleCause, Warning, Note };

/// One line of an exchange that a finding rests on.
/// `where` is a path that the window can select: "request.headers.Authorization", "request.url", "request.token.exp", "request.body",
/// "response.status", "response.headers.Date", "response.body", "hop.2.request.headers.Authorization", "cookies.sid", "history.3", "clock",
/// "probe.without-cookies".
/// `text` is the line as it went over the wire, secrets masked; [markFrom, markFrom + markLength) is its decisive part, in characters.
struct Evidence {
    QByteArray where;
    QString text;
    QString says;  ///< the label that hangs from the mark; may be empty
    qsizetype markFrom = 0, markLength = 0;
    enum class Tone { Plain, Decisive, Context } tone = Tone::Decisive;  ///< neutral, role colour, info
};

/// What can be done; the window makes buttons of these, the reports words.
struct Action {
    QByteArray id;  ///< "show-token", "edit-auth", "edit-header", "use-address", "allow-origin", "send-again", "show-timeline",
                    ///< "show-clock", "show-cookies", "more-evidence"
    QString label;  ///< verb and object
    QByteArray argument = {};  ///< "use-address": the address, …
    bool primary = false;
};

struct Finding {
    QByteArray id;
    FindingRole role = FindingRole::PossibleCause;
    Certainty certainty = Certainty::Possible;
    QString headline;  ///< short form for the verdict
    QString title;
    QString why, help;
    std::vector<Evidence> evidence;
    std::vector<Action> actions = {};
};

struct RuledOut {
    QByteArray id;
    QString reason;
};

/// One thing that is not as it was when the server last said yes.
struct Difference {
    QByteArray what;  ///< a place, as in Evidence: "request.headers.Authorization", "request.token.scope", "cookies.sid", "clock"
    QString then, now;  ///< as it went, secrets masked by marks that keep equality; empty: it was not there
    QString says;  ///< what changed, in a few words
};

/// What differs from the last success at the same address, or the nearest to it that there is.
struct Differences {
    QByteArray since;  ///< "history.3"
    int entry = 0;  ///< of the recording, from 1; 0 when it has none
    QString success;  ///< "GET https://host/path → 200", masked
    std::optional<Instant> at;  ///< when that one was answered, by the local clock
    std::optional<Milliseconds> before;  ///< how long before this exchange
    std::vector<Difference> items;  ///< nearest to the credential first; empty: the two requests are alike
};

/// One of those by whose hands an answer goes.
struct Layer {
    enum class Kind { Application, Framework, Server, Proxy, Gateway, Cdn, Firewall, Cache, Service } kind = Kind::Application;
    QString name;  ///< "nginx", "Cloudflare", "the application"
    QByteArray profile;  ///< the file of the knowledge that tells of it; empty: none does
};

/// Who made an answer, and who passed it on.
struct AnsweredBy {
    Layer layer;
    Certainty certainty = Certainty::Possible;
    std::vector<Evidence> reasons;  ///< the signs, those of who made it first
    std::vector<Layer> passedOn;  ///< from the client on, as far as shown

    /// Certain or likely, and nothing that an application runs in: what the application checks had no part in the answer.
    bool isBeforeApplication() const;
};

/// "web server", "CDN".
QString layerWord(Layer::Kind kind);
/// "nginx (web server), passed on by Cloudflare (CDN)"; without the certainty.
QString layerText(const AnsweredBy &answeredBy);

/// One of the four evidence cards.
struct Card {
    enum class State { Good, Warning, Bad, NotInvolved, Waiting };
    State state = State::NotInvolved;
    QString text;  ///< the state in one or two words: "Sent", "Expired", "2 min 41 s slow"
    QString fact;  ///< one line
    QString detail;  ///< one line
    QByteArray where;  ///< the place that it opens
};

/// What the whole exchange comes to; decides icon and colour.
enum class Outcome { NotSent, Sending, Accepted, Refused, NotSaid, Forbidden, OtherError, NoAnswer, TlsRefused, Offline, Cancelled };

struct ReportVerdict {
    Outcome outcome = Outcome::NotSent;
    QByteArray id;  ///< of the finding that it rests on; empty when accepted, "answer.unexplained" never: then the first possible cause or
                    ///< token.rejected stands
    QString headline;  ///< "Token expired 3 h 12 min ago by the server's clock"
    QString line;  ///< begins with the certainty and names what agrees
    std::optional<Certainty> certainty;
    std::vector<Action> actions;  ///< two at most, the first is the best fix
    int decisiveCard = -1;  ///< 0 header, 1 token, 2 clock, 3 cookies
};

/// What the answer itself tells of its error, read out of its format; masked.
struct ReportedAnswer {
    struct Part {
        QByteArray name;  ///< as the answer has it ("x-request-id"), or of what is asked for ("scope", "max_age", "nonce")
        QString text;
        QByteArray where;  ///< evidence place
    };
    QByteArray format;  ///< "oauth", "problem-details", "google.rpc.Status", "aws", "html", "text", …; empty when no error was found
    QString code;  ///< the main one; may be empty
    QString message;
    std::vector<Part> asked;
    std::vector<Part> ids;  ///< of request, trace and correlation: what an operator finds the request by in a log
};

/// What whoever runs the server needs to find this request in its logs, and where to look for the reason.
struct HandOver {
    struct Id {
        QByteArray where;  ///< place, as in Evidence
        QString name;  ///< "cf-ray", "Correlation ID", as it stands there
        QString value;
    };
    struct LookAt {
        QString text;  ///< the setting, directive or log line, and what to look for
        QByteArray source;  ///< public documentation; empty for what holds of any server
    };
    std::vector<Id> ids;  ///< the answer's first, then what the request brought
    std::optional<Instant> serverTime;  ///< Date of the answer, where no cache stands between
    std::optional<Instant> localTime;  ///< of the answer, by the clock of this computer or of the one that recorded it
    QString answeredBy;  ///< the layer, with what shows it; empty when the answer names none
    std::vector<LookAt> lookAt;
};

struct Report {
    QByteArray method;
    QByteArray url;  ///< masked
    QByteArray host;  ///< "api.example.com", with the port where it is not the scheme's own
    int status = 0;
    int hops = 0;
    ExchangeSource source = ExchangeSource::Live;
    int entry = 0;  ///< of the recording, from 1
    std::optional<Instant> at;  ///< the answer's moment by the server's clock, else by the local one
    Card header, token, clock, cookies;
    ReportVerdict verdict;
    std::vector<Finding> findings;  ///< in rank order
    std::vector<RuledOut> ruledOut;
    std::optional<ReportedAnswer> answer;  ///< absent where no answer came
    std::optional<AnsweredBy> answeredBy;  ///< absent when nothing shows who answered, or nothing was refused
    std::optional<Differences> differences;  ///< absent without an earlier success
    std::optional<Experiments> experiments;  ///< absent where none were made
    std::optional<std::pair<Milliseconds, Milliseconds>> clockOffset;  ///< server minus local
    HandOver handOver;
    MarkedExchange marked;  ///< without a hop for an exchange that was accepted, where reports are read together
};

/// "What differs from the last success (entry 3, 2 min before)", or that nothing does.
QString differencesHeading(const Differences &differences);

/// `keyhole.report/1`, one line. Secrets are masked.
QByteArray reportToJson(const Report &report);

struct TextStyle {
    bool colours = false;  ///< ANSI sequences
    int width = 100;
};
/// For a terminal, in the manner of a compiler message; control characters from outside are escaped.
QString reportToText(const Report &report, const TextStyle &style = {});
/// For a ticket; shows the exchange as well, with marks in the place of its secrets.
QString reportToMarkdown(const Report &report);
/// One self-contained page: no script, nothing from elsewhere, light or dark as the reader's system is, for print as well.
QString reportToHtml(const Report &report);

/// Text from outside without a control character: C0, C1, bidi controls, zero width and tags are written as \u{202E}. For terminals and
/// labels.
QString visibleText(const QString &text);

/// Whether visibleText() escapes it: C0 and C1 controls, direction marks, zero-width characters, the byte order mark and tag characters;
/// nothing that a reader sees.
bool isInvisible(char32_t c);

}
