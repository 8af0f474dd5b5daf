#pragma once

#include "core/diagnosis/answer/answer.h"
#include "core/json/json.h"

#include <span>

namespace keyhole {

/// Collects what the readers of the formats find, and holds the limits.
class AnswerReader {
public:
    static constexpr qsizetype kMostBody = 64 << 10;  // error bodies are small; what is longer is a page
    static constexpr qsizetype kMostText = 4000;
    static constexpr size_t kMostTexts = 60, kMostErrors = 20, kMostParts = 12, kMostIds = 20;
    static constexpr int kMostDepth = 12;

    Answer answer;

    /// A text for the search; empty ones are left out.
    void addText(const QByteArray &where, const QByteArray &name, const QString &text);
    void addId(const QByteArray &where, const QByteArray &name, const QString &text);
    void addTime(const QByteArray &where, const QByteArray &name, const QString &text);
    /// An error with nothing in it is left out.
    void addError(AnswerError &&error);
    void leaveOut(const QString &what);
};

AnswerText answerText(const QByteArray &where, const QByteArray &name, const QString &text);

/// Appends a code unless it is there, empty or of more than 200 characters.
void addCode(AnswerError &error, const QByteArray &where, const QByteArray &name, const QString &text);
/// The codes that stand within a sentence in any language: AADSTS50011, IDX10223, AKV10022, ORA-…, 0x8009030C, "data 52e".
void addCodesWithin(AnswerError &error);

/// Whether a member or field of this name identifies a request, trace or correlation; case, '-', '_' and a leading "x-" do not count.
bool isRequestId(QByteArrayView name);
/// "Correlation ID: 5f…", "RequestId:…", "Ray ID: …" within a sentence or page.
void addIdsWithin(AnswerReader &reader, const QString &text);

// One reader a family.
void readChallengeErrors(AnswerReader &reader, const FieldList &fields);
/// `place` is where the fields stand as evidence; empty: each under its own name.
void readFieldErrors(AnswerReader &reader, const FieldList &fields, const QByteArray &place = {});
/// The trailers that gRPC-Web puts into the last frame of the body, in bytes or in base64.
void readGrpcFrames(AnswerReader &reader, const QByteArray &body, bool isText);
void readRedirectErrors(AnswerReader &reader, const Response &response, const Request *request);
void readJsonErrors(AnswerReader &reader, const JsonValue &json);
void readXmlErrors(AnswerReader &reader, const QString &xml);
void readPage(AnswerReader &reader, const QString &html);

/// How a kind of JSON error is known, and where its parts stand. Paths are steps divided by '/', '*' for each item or member; several
/// are divided by blanks.
struct JsonFormat {
    const char *id;
    /// "path:type" (s string, n number, o object, a array, t text that is string or number) or "path=value"; all must hold.
    const char *needs;
    const char *codes = "", *messages = "", *subjects = "";
    const char *asks = "";  ///< "scope:path permission:path"
    const char *each = "";  ///< of many errors in one body, where each stands; what follows is sought below it
    bool whateverStatus = false;  ///< a body of this form is an error with a 200 as well
};

// One table a subject, the more special before the more general; the first that fits reads the body.
std::span<const JsonFormat> standardFormats();
std::span<const JsonFormat> cloudFormats();
std::span<const JsonFormat> serviceFormats();
std::span<const JsonFormat> frameworkFormats();

}
