#include "core/auth/shared_key.h"

#include "core/http/credentials.h"
#include "core/http/date.h"
#include "core/http/form.h"

#include <map>
#include <span>

namespace keyhole {

namespace {

using Kind = SigningFault::Kind;

constexpr const char *kWhole[] = {"Content-Encoding",  "Content-Language", "Content-Length", "Content-MD5",         "Content-Type", "Date",
                                  "If-Modified-Since", "If-Match",         "If-None-Match",  "If-Unmodified-Since", "Range"};
constexpr const char *kShort[] = {"Content-MD5", "Content-Type", "Date"};

/// The fields whose values stand on lines of their own, in order.
std::span<const char *const> signedFields(const SharedKeySignature &signature)
{
    return signature.isLite || signature.isTable ? std::span<const char *const>(kShort) : std::span<const char *const>(kWhole);
}

QByteArray valueOf(const Request &request, const SharedKeySignature &signature, QByteArrayView name)
{
    const QByteArray value = request.fields.value(name).value_or(QByteArray()).trimmed();
    if (name == QByteArrayView("Content-Length"))
        return value == "0" ? QByteArray() : value;
    const bool hasOwnDate = request.fields.contains("x-ms-date");
    if (name == QByteArrayView("Date") && hasOwnDate)
        return signature.isTable ? request.fields.value("x-ms-date").value_or(QByteArray()).trimmed() : QByteArray();
    return value;
}

QByteArrayList vendorLines(const Request &request)
{
    std::map<QByteArray, QByteArray> fields;
    for (const Field &field : request.fields) {
        const QByteArray name = field.name.toLower();
        if (name.startsWith("x-ms-"))
            fields[name] = field.value.simplified();
    }
    QByteArrayList lines;
    for (const auto &[name, value] : fields)
        lines += name + ':' + value;
    return lines;
}

QByteArrayList resourceLines(const Request &request, const SharedKeySignature &signature)
{
    const QByteArray path = request.url.path.isEmpty() ? QByteArray("/") : request.url.path;
    QByteArrayList lines{'/' + signature.account + path};
    std::map<QByteArray, QByteArrayList> parameters;
    for (const FormPair &pair : parseForm(request.url.query.value_or(QByteArray())))
        parameters[pair.name.toLower()] += pair.value;
    if (signature.isLite || signature.isTable) {
        if (const auto component = parameters.find("comp"); component != parameters.end())
            lines.back() += "?comp=" + component->second.join(',');
        return lines;
    }
    for (auto &[name, values] : parameters) {
        std::sort(values.begin(), values.end());
        lines += name + ':' + values.join(',');
    }
    return lines;
}

void addMissing(SharedKeySignature &signature, const char *what, const char *why)
{
    signature.faults.push_back({Kind::Incomplete, "request.headers.Authorization", QLatin1String(what), QLatin1String(why), true});
}

/// What a line is about: the name before its colon, or "resource".
QByteArray nameOf(const QByteArray &line)
{
    return line.startsWith('/') ? QByteArray("resource") : line.first(std::max<qsizetype>(0, line.indexOf(':')));
}

QByteArray valueOf(const QByteArray &line)
{
    return line.startsWith('/') ? line : line.mid(line.indexOf(':') + 1);
}

struct Comparison {
    SigningFaults faults;

    void differs(const QByteArray &name, const QByteArray &sent, const QByteArray &seen)
    {
        constexpr qsizetype kMost = 100;
        const auto shown = [](const QByteArray &text) { return QString::fromUtf8(text.left(kMost)); };
        const bool address = name == "method" || name == "resource" || !(name.startsWith("x-ms-") || isupper(uchar(name[0])));
        // Recordings add and drop what a message's framing needs.
        const bool sure = name != "Content-Length" && name != "Content-Encoding";
        faults.push_back({Kind::OtherBytes, address ? QByteArray("request.url") : "request.headers." + name,
                          shown(name) + QStringLiteral(": ") + shown(sent), QStringLiteral("the server signed “%1”").arg(shown(seen)),
                          sure});
    }
};

/// Lines that are known by their names, whatever their order.
void compareNamed(Comparison &comparison, QByteArrayList ours, QByteArrayList theirs)
{
    ours.removeIf([&theirs](const QByteArray &line) { return theirs.removeOne(line); });
    for (const QByteArray &line : ours) {
        const QByteArray name = nameOf(line);
        const auto other = std::find_if(theirs.cbegin(), theirs.cend(), [&](const QByteArray &each) { return nameOf(each) == name; });
        comparison.differs(name, valueOf(line), other == theirs.cend() ? QByteArray() : valueOf(*other));
        if (other != theirs.cend())
            theirs.erase(other);
    }
    for (const QByteArray &line : theirs) {
        if (!nameOf(line).isEmpty())
            comparison.differs(nameOf(line), {}, valueOf(line));
    }
}

}

std::optional<SharedKeySignature> readSharedKey(const Request &request)
{
    const Credentials credentials = splitCredentials(request.fields.value("Authorization").value_or(QByteArray()));
    const bool isLite = equalsIgnoringCase(credentials.scheme, "SharedKeyLite");
    if (!isLite && !equalsIgnoringCase(credentials.scheme, "SharedKey"))
        return std::nullopt;
    SharedKeySignature signature;
    signature.isLite = isLite;
    signature.isTable = request.url.host.toLower().contains(".table.");
    const qsizetype colon = credentials.rest.indexOf(':');
    signature.account = credentials.rest.first(std::max<qsizetype>(0, colon));
    const bool own = request.fields.contains("x-ms-date");
    const QByteArray name = own ? "x-ms-date" : "Date";
    signature.period.where = "request.headers." + name;
    signature.period.beginWritten = request.fields.value(name).value_or(QByteArray());
    if (const auto date = parseHttpDate(signature.period.beginWritten, Instant{}))
        signature.period.begins = date->instant;
    if (signature.account.isEmpty() || colon + 1 >= credentials.rest.size())
        addMissing(signature, "Authorization", "it is not account:signature");
    if (signature.period.beginWritten.isEmpty())
        addMissing(signature, "no x-ms-date", "the time of the signature is absent");
    return signature;
}

QByteArray sharedKeyStringToSign(const Request &request, const SharedKeySignature &signature)
{
    QByteArrayList lines{request.method};
    for (const char *name : signedFields(signature))
        lines += valueOf(request, signature, name);
    if (!signature.isTable)
        lines += vendorLines(request);
    return (lines + resourceLines(request, signature)).join('\n');
}

SigningFaults compareSharedKeyEcho(const Request &request, const SharedKeySignature &signature, QByteArrayView stringToSign)
{
    const QByteArrayList ours = sharedKeyStringToSign(request, signature).split('\n');
    const QByteArrayList theirs = stringToSign.toByteArray().trimmed().split('\n');
    const auto fields = signedFields(signature);
    const qsizetype fixed = qsizetype(fields.size()) + 1;
    Comparison comparison;
    if (theirs.size() <= fixed)
        return comparison.faults;
    for (qsizetype i = 0; i < fixed; ++i) {
        if (ours[i] != theirs[i])
            comparison.differs(i == 0 ? QByteArray("method") : QByteArray(fields[size_t(i) - 1]), ours[i], theirs[i]);
    }
    compareNamed(comparison, ours.mid(fixed), theirs.mid(fixed));
    return comparison.faults;
}

}
