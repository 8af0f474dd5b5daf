#include "core/diagnosis/answer/markup.h"
#include "core/diagnosis/answer/reading.h"
#include "core/http/field.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

struct Leaf {
    QByteArray name;
    QString text;
};

/// Elements that hold text alone, without their prefix; in order.
std::vector<Leaf> leavesOf(const QString &xml)
{
    static const QRegularExpression kLeaf(QStringLiteral("<(?:[\\w-]+:)?([\\w.-]+)(?:\\s[^>]*)?>([^<]{1,4000})</"));
    constexpr size_t kMost = 100;
    std::vector<Leaf> leaves;
    for (auto match = kLeaf.globalMatch(xml); match.hasNext() && leaves.size() < kMost;) {
        const auto each = match.next();
        leaves.push_back({each.captured(1).toUtf8(), unescaped(each.captured(2)).simplified()});
    }
    return leaves;
}

struct XmlFormat {
    const char *id;
    const char *mark;  ///< an element that only this form has
    const char *codes, *message;  ///< names of elements, divided by blanks
    bool whateverStatus = false;
};

// SOAP 1.1, 4.4; SOAP 1.2, 5.4; learn.microsoft.com/rest/api/storageservices/status-and-error-codes2; docs.aws.amazon.com/AmazonS3 "Error
// responses"; OData 3 Atom errors; OCS of Nextcloud.
constexpr XmlFormat kFormats[] = {
    {"soap-1.1", "faultcode", "faultcode ErrorCode errorCode exceptionCode", "faultstring", true},
    {"soap-1.2", "Fault", "Value ErrorCode", "Text", true},
    {"azure", "AuthenticationErrorDetail", "Code", "AuthenticationErrorDetail"},
    {"nextcloud", "statuscode", "statuscode", "message"},
    {"aws", "RequestId", "Code Type", "Message"},
    {"aws", "RequestID", "Code Type", "Message"},
    {"xml", "", "Code code errorCode error_code exception", "Message message msg description error"},
};

bool isAmong(QByteArrayView names, const QByteArray &name)
{
    for (const QByteArray &each : names.toByteArray().split(' ')) {
        if (each == name)
            return true;
    }
    return false;
}

/// The last form, without a mark, takes whatever is left, even what holds no element at all.
bool bears(const QString &xml, const char *mark)
{
    return qstrlen(mark) == 0 || xml.contains(QLatin1Char('<') + QString::fromLatin1(mark))
        || xml.contains(QLatin1Char(':') + QString::fromLatin1(mark) + QLatin1Char('>'));
}

}

void readXmlErrors(AnswerReader &reader, const QString &xml)
{
    const std::vector<Leaf> leaves = leavesOf(xml);
    const auto format
        = std::find_if(std::begin(kFormats), std::end(kFormats), [&](const XmlFormat &each) { return bears(xml, each.mark); });
    AnswerError error;
    error.format = format->id;
    for (const Leaf &leaf : leaves) {
        reader.addText("response.body", leaf.name, leaf.text);
        if (isRequestId(leaf.name))
            reader.addId("response.body", leaf.name, leaf.text);
        if (leaf.name.endsWith("Time") || leaf.name == "Timestamp")
            reader.addTime("response.body", leaf.name, leaf.text);
        // "wsse:FailedAuthentication" is told with the prefix of the message's own.
        if (isAmong(format->codes, leaf.name))
            addCode(error, "response.body", leaf.name, leaf.text.section(QLatin1Char(':'), -1));
        else if (!error.message && isAmong(format->message, leaf.name))
            error.message = answerText("response.body", leaf.name, leaf.text);
    }
    reader.answer.errorWhateverStatus |= format->whateverStatus;
    reader.addError(std::move(error));
}

}
