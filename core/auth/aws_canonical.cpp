#include "core/auth/aws_signature.h"
#include "core/http/cursor.h"

namespace keyhole {

namespace {

bool isUnreserved(char c)
{
    return isAlpha(c) || isDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

QByteArray encoded(QByteArrayView text, bool keepSlash)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    QByteArray out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(c) || (keepSlash && c == '/'))
            out += c;
        else
            (out += '%').append(kHex[byte >> 4]).append(kHex[byte & 15]);
    }
    return out;
}

/// Without "." and ".." and doubled slashes. RFC 3986, 6.
QByteArray normalised(const QByteArray &path)
{
    QByteArrayList kept;
    for (const QByteArray &segment : path.split('/')) {
        if (segment == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            kept += segment;
        }
    }
    const bool folder = path.endsWith('/') && !kept.isEmpty();
    return '/' + kept.join('/') + (folder ? "/" : "");
}

QByteArray canonicalPath(const Request &request, const AwsSignature &signature)
{
    const QByteArray path = request.url.path.isEmpty() ? QByteArray("/") : request.url.path;
    if (signature.service == "s3")
        return encoded(QByteArray::fromPercentEncoding(path), true);
    // What goes over the wire is encoded once; it is signed encoded once more.
    return encoded(encoded(QByteArray::fromPercentEncoding(normalised(path)), true), true);
}

QByteArray canonicalQuery(const Request &request)
{
    std::vector<std::pair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &each : request.url.query.value_or(QByteArray()).split('&')) {
        if (each.isEmpty())
            continue;
        const qsizetype equals = each.indexOf('=');
        const QByteArray name = QByteArray::fromPercentEncoding(equals < 0 ? each : each.first(equals));
        if (name != "X-Amz-Signature")
            pairs.emplace_back(encoded(name, false),
                               equals < 0 ? QByteArray() : encoded(QByteArray::fromPercentEncoding(each.mid(equals + 1)), false));
    }
    std::sort(pairs.begin(), pairs.end());
    QByteArrayList parts;
    for (const auto &[name, value] : pairs)
        parts += name + '=' + value;
    return parts.join('&');
}

/// Blanks around it gone, those within it single.
QByteArray trimmedValue(const Request &request, const QByteArray &name)
{
    if (name == "host" || name == ":authority")
        return request.fields.value("Host").value_or(request.url.hostField());
    QByteArrayList values;
    for (const QByteArray &value : request.fields.values(name))
        values += value.simplified();
    if (values.isEmpty() && name == "content-length")
        values += QByteArray::number(request.body.size());
    return values.join(',');
}

QByteArray payloadHash(const Request &request, const AwsSignature &signature)
{
    if (const auto field = request.fields.value("X-Amz-Content-Sha256"))
        return *field;
    if (signature.inQuery && signature.service == "s3")
        return "UNSIGNED-PAYLOAD";
    return sha256Hex(request.body);
}

}

QByteArray awsCanonicalRequest(const Request &request, const AwsSignature &signature)
{
    QByteArray text = request.method + '\n' + canonicalPath(request, signature) + '\n' + canonicalQuery(request) + '\n';
    QByteArrayList names;
    for (const QByteArray &name : signature.signedHeaders) {
        text += name + ':' + trimmedValue(request, name) + '\n';
        names += name;
    }
    return text + '\n' + names.join(';') + '\n' + payloadHash(request, signature);
}

QByteArray awsStringToSign(const AwsSignature &signature, QByteArrayView canonicalRequest)
{
    const QByteArray region = signature.region.isEmpty() ? QByteArray() : signature.region + '/';
    return signature.algorithm + '\n' + signature.written + '\n' + signature.date + '/' + region + signature.service + "/aws4_request\n"
        + sha256Hex(canonicalRequest);
}

}
