#include "core/auth/hawk.h"

#include "core/http/credentials.h"

#include <QCryptographicHash>

namespace keyhole {

namespace {

QByteArray parameter(const Credentials &credentials, QByteArrayView name)
{
    const auto found = std::find_if(credentials.parameters.begin(), credentials.parameters.end(),
                                    [name](const AuthParameter &each) { return each.name == name; });
    return found == credentials.parameters.end() ? QByteArray() : found->value;
}

void checkParts(HawkCredential &credential, const Credentials &credentials)
{
    for (const char *name : {"id", "ts", "nonce", "mac"}) {
        if (parameter(credentials, name).isEmpty())
            credential.faults.push_back({SigningFault::Kind::Incomplete, credential.where, QString::fromLatin1(name),
                                         QStringLiteral("absent from the Hawk credential"), true});
    }
}

void checkBody(HawkCredential &credential, const Request &request, BodyTrust trust)
{
    if (credential.hash.isEmpty() || (request.body.isEmpty() && trust == BodyTrust::Recorded) || !request.bodyFile.isEmpty())
        return;
    const QByteArray real = hawkPayloadHash(request.fields.value("Content-Type").value_or(QByteArray()), request.body);
    if (real != credential.hash)
        credential.faults.push_back(
            {SigningFault::Kind::OtherBytes, "request.body",
             QStringLiteral("hash=\"%1\"").arg(QString::fromUtf8(credential.hash.first(std::min<qsizetype>(credential.hash.size(), 90)))),
             QStringLiteral("the body’s own is %1").arg(QString::fromLatin1(real)), isHashable(request, trust)});
}

}

std::optional<HawkCredential> readHawk(const Request &request, BodyTrust trust)
{
    const Field *field = request.fields.find("Authorization");
    const Credentials credentials = field ? splitCredentials(field->value) : Credentials();
    if (!equalsIgnoringCase(credentials.scheme, "Hawk"))
        return std::nullopt;
    HawkCredential credential;
    credential.where = "request.headers." + field->name;
    credential.id = parameter(credentials, "id");
    credential.nonce = parameter(credentials, "nonce");
    credential.ext = parameter(credentials, "ext");
    credential.hash = parameter(credentials, "hash");
    credential.period.where = credential.where;
    credential.period.beginWritten = parameter(credentials, "ts");
    bool isNumber = false;
    const qint64 seconds = credential.period.beginWritten.toLongLong(&isNumber);
    constexpr qint64 kMost = 100'000'000'000;
    if (isNumber && seconds > 0 && seconds < kMost)
        credential.period.begins = Instant(Seconds(seconds));
    checkParts(credential, credentials);
    checkBody(credential, request, trust);
    return credential;
}

QByteArray hawkPayloadHash(QByteArrayView contentType, QByteArrayView body)
{
    const QByteArray type = contentType.toByteArray().split(';').value(0).trimmed().toLower();
    return QCryptographicHash::hash("hawk.1.payload\n" + type + '\n' + body.toByteArray() + '\n', QCryptographicHash::Sha256).toBase64();
}

QByteArray hawkString(const Request &request, const HawkCredential &credential)
{
    const Origin origin = request.url.origin();
    QByteArray ext = credential.ext;
    ext.replace('\\', "\\\\").replace('\n', "\\n");
    return "hawk.1.header\n" + credential.period.beginWritten + '\n' + credential.nonce + '\n' + request.method.toUpper() + '\n'
        + request.url.requestTarget() + '\n' + origin.host + '\n' + QByteArray::number(origin.port) + '\n' + credential.hash + '\n' + ext
        + '\n';
}

}
