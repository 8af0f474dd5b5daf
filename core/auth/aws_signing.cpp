#include "core/auth/aws_signing.h"

#include "core/auth/aws_signature.h"
#include "core/auth/hashing.h"
#include "core/auth/placeholder.h"
#include "core/http/cursor.h"

#include <QDateTime>
#include <QTimeZone>
#include <set>

namespace keyhole {

namespace {

constexpr int kLongest = 7 * 86'400;
constexpr QByteArrayView kUnsigned = "UNSIGNED-PAYLOAD";

/// "eu-central-1", "us-gov-west-1".
bool isRegion(const QByteArray &label)
{
    const QByteArrayList steps = label.split('-');
    return steps.size() >= 3 && steps.front().size() == 2 && isAlpha(steps.front()[1]) && steps.back().size() == 1
        && isDigit(steps.back()[0]);
}

/// Names under which some services sign, where their hosts have others.
QByteArray signingName(const QByteArray &label)
{
    return label == "email" ? QByteArray("ses") : label == "s3-accelerate" || label == "s3-fips" ? QByteArray("s3") : label;
}

/// What others on the way may change, or what is there for one connection.
bool isSignable(const Request &request, int index)
{
    static constexpr QByteArrayView kLeftOut[]
        = {"authorization", "connection", "expect", "user-agent", "x-amzn-trace-id", "transfer-encoding",  "te",
           "upgrade",       "keep-alive", "cookie", "accept",     "accept-encoding", "proxy-authorization"};
    const QByteArray name = request.fields.at(index).name.toLower();
    if (name == "host" || name == "content-type" || name.startsWith("x-amz-"))
        return true;
    return request.originOf(index) == FieldOrigin::Typed && std::find(std::begin(kLeftOut), std::end(kLeftOut), name) == std::end(kLeftOut);
}

std::vector<QByteArray> signedNames(const Request &request)
{
    std::set<QByteArray> names{"host"};
    for (int i = 0; i < request.fields.size(); ++i) {
        if (isSignable(request, i))
            names.insert(request.fields.at(i).name.toLower());
    }
    return {names.begin(), names.end()};
}

QByteArray joined(const std::vector<QByteArray> &names)
{
    return QByteArrayList(names.begin(), names.end()).join(';');
}

/// One signature as it is being made.
struct Signing {
    const AuthDraft &auth;
    Request request;
    AwsSignature signature;
    FieldList added = {};

    void add(const QByteArray &name, const QByteArray &value)
    {
        request.fields.append(name, value);
        if (!request.origins.empty())
            request.origins.push_back(FieldOrigin::Auth);
        added.append(name, value);
    }

    QByteArray scope() const { return signature.date + '/' + signature.region + '/' + signature.service + "/aws4_request"; }

    QByteArray sign() const
    {
        if (isPlaceholder(auth))
            return kPlaceholder;
        QByteArray key = "AWS4" + auth.secret.reveal();
        for (const QByteArray &step : {signature.date, signature.region, signature.service, QByteArray("aws4_request")})
            key = hmacOf(HashAlgorithm::Sha256, key, step);
        return hmacOf(HashAlgorithm::Sha256, key, awsStringToSign(signature, awsCanonicalRequest(request, signature))).toHex();
    }
};

Result<void> addPayload(Signing &signing)
{
    const AwsSettings &settings = signing.auth.aws;
    if (signing.request.fields.contains("X-Amz-Content-Sha256"))
        return {};
    if (settings.unsignedPayload) {
        if (!settings.inQuery || signing.signature.service != "s3")
            signing.add("X-Amz-Content-Sha256", kUnsigned.toByteArray());
        return {};
    }
    const bool needed = (signing.signature.service == "s3" && !settings.inQuery) || !signing.request.bodyFile.isEmpty();
    if (!needed)
        return {};
    const auto hash = contentHash(HashAlgorithm::Sha256, signing.request);
    if (!hash)
        return failure(hash.error());
    signing.add("X-Amz-Content-Sha256", hash->toHex());
    return {};
}

AuthEffect inFields(Signing &signing)
{
    const QByteArray &token = signing.auth.secondSecret.reveal();
    if (!signing.request.fields.contains("X-Amz-Date"))
        signing.add("X-Amz-Date", signing.signature.written);
    if (!token.isEmpty() && !signing.request.fields.contains("X-Amz-Security-Token"))
        signing.add("X-Amz-Security-Token", token);
    signing.signature.signedHeaders = signedNames(signing.request);
    const QByteArray start = signing.signature.algorithm + " Credential=" + signing.auth.aws.accessKeyId + '/' + signing.scope()
        + ", SignedHeaders=" + joined(signing.signature.signedHeaders) + ", Signature=";
    const QByteArray signature = signing.sign();
    AuthEffect effect;
    effect.fields = signing.added;
    effect.fields.append("Authorization", start + signature);
    QStringList shown;
    for (const Field &field : signing.added)
        shown += QString::fromUtf8(field.name) + ": "
            + (field.name == "X-Amz-Security-Token" ? Secret::mask(field.value) : QString::fromUtf8(field.value));
    effect.display = "Authorization: " + QString::fromUtf8(start) + Secret::mask(signature) + '\n' + shown.join('\n');
    return effect;
}

AuthEffect inQuery(Signing &signing)
{
    const AwsSettings &settings = signing.auth.aws;
    const QByteArray &token = signing.auth.secondSecret.reveal();
    signing.signature.signedHeaders = signedNames(signing.request);
    const auto pair = [](const char *name, const QByteArray &value) { return '&' + QByteArray(name) + '=' + value.toPercentEncoding(); };
    const QByteArray start = "X-Amz-Algorithm=" + signing.signature.algorithm
        + pair("X-Amz-Credential", settings.accessKeyId + '/' + signing.scope()) + pair("X-Amz-Date", signing.signature.written)
        + pair("X-Amz-Expires", QByteArray::number(settings.expires))
        + pair("X-Amz-SignedHeaders", joined(signing.signature.signedHeaders));
    const QByteArray tokenPair = token.isEmpty() ? QByteArray() : pair("X-Amz-Security-Token", token);
    Url &url = signing.request.url;
    url.query = (url.query && !url.query->isEmpty() ? *url.query + '&' : QByteArray()) + start + tokenPair;
    const QByteArray signature = signing.sign();
    AuthEffect effect;
    effect.fields = signing.added;
    effect.query = start + tokenPair + pair("X-Amz-Signature", signature);
    effect.display = '?' + QString::fromUtf8(start) + (token.isEmpty() ? QString() : "&X-Amz-Security-Token=" + Secret::mask(token))
        + "&X-Amz-Signature=" + Secret::mask(signature);
    return effect;
}

}

AwsPlace awsPlaceOf(const QByteArray &host)
{
    QByteArray name = host.toLower();
    for (const char *suffix : {".amazonaws.com.cn", ".amazonaws.com", ".on.aws", ".api.aws"}) {
        if (!name.endsWith(suffix))
            continue;
        name.chop(qsizetype(qstrlen(suffix)));
        QByteArrayList labels = name.split('.');
        labels.removeAll("dualstack");
        const auto region = std::find_if(labels.begin(), labels.end(), &isRegion);
        if (region == labels.end()) {
            // "s3-eu-west-1" is the older form; services without a region sign for us-east-1.
            const QByteArray &last = labels.back();
            if (last.startsWith("s3-") && isRegion(last.mid(3)))
                return {last.mid(3), "s3"};
            return {"us-east-1", signingName(last)};
        }
        const bool isLast = region + 1 == labels.end();
        if (isLast && region == labels.begin())
            return {*region, {}};
        const QByteArray service = isLast ? *(region - 1) : *(region + 1);
        return {*region, service == "lambda-url" ? QByteArray("lambda") : signingName(service)};
    }
    return {};
}

Result<AuthEffect> signAws(const AuthDraft &auth, const AuthContext &context)
{
    const AwsSettings &settings = auth.aws;
    const AwsPlace place = awsPlaceOf(context.request.url.origin().host);
    Signing signing{auth, context.request, {}};
    AwsSignature &signature = signing.signature;
    signature.inQuery = settings.inQuery;
    signature.algorithm = "AWS4-HMAC-SHA256";
    signature.region = settings.region.isEmpty() ? place.region : settings.region;
    signature.service = settings.service.isEmpty() ? place.service : settings.service;
    if (signature.region.isEmpty() || signature.service.isEmpty())
        return failure(Error{"The host does not tell the region and the service to sign for.", "auth",
                             "Give both, such as eu-central-1 and execute-api."});
    if (settings.inQuery && (settings.expires < 1 || settings.expires > kLongest))
        return failure(Error{"A signed address holds for 1 to 604800 seconds.", "auth", "Give a number of seconds up to a week."});
    signature.written = QDateTime::fromMSecsSinceEpoch(context.now.time_since_epoch().count(), QTimeZone::utc())
                            .toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"))
                            .toLatin1();
    if (const auto typed = context.request.fields.value("X-Amz-Date"); typed && !settings.inQuery)
        signature.written = *typed;
    signature.date = signature.written.left(8);
    if (auto payload = addPayload(signing); !payload)
        return failure(payload.error());
    return settings.inQuery ? inQuery(signing) : inFields(signing);
}

}
