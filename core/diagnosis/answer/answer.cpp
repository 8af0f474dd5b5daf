#include "core/diagnosis/answer/answer.h"

#include "core/diagnosis/answer/reading.h"
#include "core/diagnosis/words.h"
#include "core/http/field.h"
#include "core/http/media_type.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr qsizetype kMostOfSuccess = 4 << 10;  // an error told in a success is short; what is longer is what was asked for

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// "aadsts70008" does not stand in "aadsts700082"; a text that ends in a blank or dash goes on as it likes.
bool hasWords(const QByteArray &text, QByteArrayView words)
{
    for (qsizetype at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
        const qsizetype end = at + words.size();
        const bool begins = at == 0 || !isWordCharacter(text[at - 1]) || !isWordCharacter(words.front());
        const bool ends = end == text.size() || !isWordCharacter(text[end]) || !isWordCharacter(words.back());
        if (begins && ends)
            return true;
    }
    return false;
}

bool isXml(const QByteArray &body, const std::optional<MediaType> &type)
{
    static const QRegularExpression kRoot(
        QStringLiteral("^<(\\w+:)?(Error|ErrorResponse|Envelope|error|errors|fault|Fault|Exception)[\\s>]"));
    const QByteArray start = body.first(std::min<qsizetype>(body.size(), 1024)).toLower();
    if (start.contains("<html") || start.contains("<!doctype html"))
        return false;
    return body.startsWith("<?xml") || (type && type->isXml() && !type->isHtml())
        || kRoot.match(QString::fromUtf8(start.isEmpty() ? start : body.first(start.size()))).hasMatch();
}

void readText(AnswerReader &reader, const QByteArray &text)
{
    const QString words = QString::fromUtf8(text);
    reader.addText("response.body", {}, words);
    AnswerError error;
    error.format = "text";
    error.message = answerText("response.body", {}, words);
    reader.addError(std::move(error));
}

/// Whether the body was read as JSON: with its own form, or after the guard that some services put before it.
bool readAsJson(AnswerReader &reader, const QByteArray &body)
{
    constexpr QByteArrayView kGuard(")]}'");
    const QByteArray text = body.startsWith(kGuard) ? body.sliced(kGuard.size()).trimmed() : body;
    if (!text.startsWith('{') && !text.startsWith('['))
        return false;
    const auto json = parseJson(text);
    if (json)
        readJsonErrors(reader, *json);
    return json.has_value();
}

void readBody(AnswerReader &reader, const Response &response)
{
    std::optional<MediaType> type;
    if (const auto field = response.fields.value("Content-Type")) {
        if (auto parsed = parseMediaType(*field))
            type = std::move(*parsed);
    }
    if (type && type->subtype.startsWith("grpc-web"))
        return readGrpcFrames(reader, response.body.first(std::min(response.body.size(), AnswerReader::kMostBody)),
                              type->subtype.startsWith("grpc-web-text"));
    const bool accepted = response.status >= 200 && response.status < 300;
    if (accepted && response.body.size() > kMostOfSuccess && !(type && type->isHtml()))
        return reader.leaveOut(QStringLiteral("a success of more than 4 KB"));
    if (response.body.size() > AnswerReader::kMostBody)
        reader.leaveOut(QStringLiteral("the body beyond 64 KB"));
    const QByteArray body = response.body.first(std::min(response.body.size(), AnswerReader::kMostBody)).trimmed();
    if (body.isEmpty() || readAsJson(reader, body))
        return;
    if (isXml(body, type))
        readXmlErrors(reader, QString::fromUtf8(body));
    else if (body.startsWith('<') || (type && type->isHtml()))
        readPage(reader, QString::fromUtf8(body));
    else
        readText(reader, body);
}

}

const AnswerText *AnswerTexts::named(QByteArrayView name) const
{
    const auto found
        = std::find_if(items.begin(), items.end(), [name](const AnswerText &each) { return equalsIgnoringCase(each.name, name); });
    return found == items.end() ? nullptr : &*found;
}

const AnswerText *AnswerTexts::saying(QByteArrayView lowerWords) const
{
    const auto found
        = std::find_if(items.begin(), items.end(), [lowerWords](const AnswerText &each) { return hasWords(each.lower, lowerWords); });
    return found == items.end() ? nullptr : &*found;
}

const AnswerText *AnswerTexts::code(QByteArrayView lowerCode) const
{
    const auto found = std::find_if(items.begin(), items.end(), [lowerCode](const AnswerText &each) { return each.lower == lowerCode; });
    return found == items.end() ? nullptr : &*found;
}

const AnswerText *AnswerError::code(QByteArrayView code) const
{
    const auto found = std::find_if(codes.begin(), codes.end(), [code](const AnswerText &each) {
        return each.lower.size() == code.size() && equalsIgnoringCase(each.lower, code);
    });
    return found == codes.end() ? nullptr : &*found;
}

const AnswerText *Answer::errorCode(QByteArrayView code) const
{
    for (const AnswerError &error : errors) {
        if (const AnswerText *found = error.code(code))
            return found;
    }
    return nullptr;
}

const AnswerError *Answer::main() const
{
    const auto worth = [](const AnswerError &error) {
        const bool isBody = !error.codes.empty() ? error.codes.front().where == "response.body"
                                                 : error.message && error.message->where == "response.body";
        return (error.codes.empty() ? 0 : 4) + (error.message ? 2 : 0) + (isBody ? 1 : 0);
    };
    const auto best
        = std::max_element(errors.begin(), errors.end(), [&](const AnswerError &a, const AnswerError &b) { return worth(a) < worth(b); });
    return best == errors.end() ? nullptr : &*best;
}

const AnswerText *Answer::asks(AskedFor what) const
{
    for (const AnswerError &error : errors) {
        for (const Asked &each : error.asked) {
            if (each.what == what)
                return &each.text;
        }
    }
    return nullptr;
}

namespace {

/// A reason phrase of more than two words is somebody's message (RFC 9110, 15.1 leaves it to the server).
void readReason(AnswerReader &reader, const Response &response)
{
    constexpr int kUsualWords = 2;
    if (response.status < 400 || response.reason.simplified().count(' ') <= kUsualWords)
        return;
    const QString words = QString::fromUtf8(response.reason);
    reader.addText("response.status", {}, words);
    AnswerError error;
    error.format = "reason-phrase";
    error.message = answerText("response.status", {}, words);
    reader.addError(std::move(error));
}

}

Answer readAnswer(const Response &response, const Request *request)
{
    AnswerReader reader;
    readChallengeErrors(reader, response.fields);
    readFieldErrors(reader, response.fields);
    readFieldErrors(reader, response.trailers);
    readRedirectErrors(reader, response, request);
    readReason(reader, response);
    readBody(reader, response);
    for (const Defect &defect : response.defects) {
        if (defect.id == "body.truncated")
            reader.leaveOut(QStringLiteral("the end of the body, which did not come"));
    }
    return std::move(reader.answer);
}

Evidence evidenceFor(const AnswerText &text, const QString &label)
{
    const QString shown = quoted(text.text, 160);
    const QString name = text.name.isEmpty() ? QString() : QString::fromUtf8(text.name);
    const bool field = text.where.startsWith("response.headers.");
    Evidence evidence;
    evidence.where = text.where;
    evidence.text = name.isEmpty() ? shown
        : field                    ? name + QStringLiteral("=\"") + shown + QLatin1Char('"')
                                   : QLatin1Char('"') + name + QStringLiteral("\": \"") + shown + QLatin1Char('"');
    evidence.markFrom = evidence.text.indexOf(shown);
    evidence.markLength = shown.size();
    evidence.says = label;
    return evidence;
}

}
