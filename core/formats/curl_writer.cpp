#include "core/formats/curl_command.h"
#include "core/formats/form_text.h"
#include "core/formats/secret_spans.h"
#include "core/formats/shell_line.h"

namespace keyhole {

namespace {

/// All of a secret that stands at `offset`.
std::vector<SecretSpan> whole(qsizetype offset, const QByteArray &secret, const char *variable)
{
    return secret.isEmpty() ? std::vector<SecretSpan>{} : std::vector<SecretSpan>{{offset, secret.size(), variable}};
}

class CurlWriter {
public:
    CurlWriter(const RequestDraft &draft, const CurlWriteOptions &options) : m_draft(draft), m_shell(options.shell), m_line(options) { }
    QByteArray write();

private:
    void option(const QByteArray &name) { m_line.option(name); }
    void option(const QByteArray &name, const QByteArray &value, const std::vector<SecretSpan> &secrets = {})
    {
        m_line.option(name, value, secrets);
    }
    void header(const QByteArray &name, const QByteArray &value);
    void writeMethod();
    void writeFields();
    void writeAutomatic();
    void writeUser(const QByteArray &user, const QByteArray &password);
    void writeAuth();
    void writeCookies();
    void writeBody();
    void writeText();
    void writeParts();
    void writeFile();
    void writeTransport();
    void writeTls();
    QByteArray address() const;
    bool uploads() const;
    bool isTyped(QByteArrayView name) const;
    bool isOff(QByteArrayView name) const;

    const RequestDraft &m_draft;
    ShellKind m_shell;
    ShellLine m_line;
};

QByteArray CurlWriter::write()
{
    const QByteArray url = address();
    option(m_shell == ShellKind::PowerShell ? "curl.exe" : "curl", url, secretsInAddress(url));
    writeMethod();
    if (m_draft.followRedirects)
        option("-L");
    writeFields();
    writeAutomatic();
    writeAuth();
    writeCookies();
    writeBody();
    writeTransport();
    writeTls();
    return m_line.text();
}

bool CurlWriter::isTyped(QByteArrayView name) const
{
    return std::any_of(m_draft.fields.begin(), m_draft.fields.end(),
                       [name](const DraftRow &row) { return row.enabled && equalsIgnoringCase(row.name, name); });
}

bool CurlWriter::isOff(QByteArrayView name) const
{
    return std::any_of(m_draft.automatic.begin(), m_draft.automatic.end(), [name](const AutomaticField &field) {
        return field.mode == AutomaticMode::Off && equalsIgnoringCase(field.name, name);
    });
}

/// A key that goes into the query stands in the address. Blanks are sent as "%20" here, and refused by curl.
QByteArray CurlWriter::address() const
{
    const AuthDraft &auth = m_draft.auth;
    QByteArray url = m_draft.address;
    url.replace(' ', "%20");
    if (auth.kind != AuthKind::ApiKey || auth.keyPlace != KeyPlace::Query)
        return url;
    const qsizetype end = url.contains('#') ? url.indexOf('#') : url.size();
    const char *separator = url.first(end).contains('?') ? "&" : "?";
    return url.insert(end, separator + auth.keyName.toPercentEncoding() + '=' + auth.secret.reveal().toPercentEncoding());
}

/// Whether -T says it: the media type and the method are those of an upload.
bool CurlWriter::uploads() const
{
    return m_draft.body.kind == BodyKind::File && m_draft.method == "PUT" && isOff("Content-Type") && !isTyped("Content-Type")
        && !m_draft.address.endsWith('/');
}

void CurlWriter::writeMethod()
{
    if (m_draft.method == "HEAD" && m_draft.body.kind == BodyKind::None) {
        option("-I");
        return;
    }
    const char *implied = m_draft.body.kind == BodyKind::None ? "GET" : uploads() ? "PUT" : "POST";
    if (m_draft.method != implied)
        option("-X", m_draft.method);
}

void CurlWriter::header(const QByteArray &name, const QByteArray &value)
{
    if (value.isEmpty()) {
        option("-H", name + ';');
        return;
    }
    auto secrets = secretsInField(name, value);
    for (SecretSpan &span : secrets)
        span.offset += name.size() + 2;
    option("-H", name + ": " + value, secrets);
}

void CurlWriter::writeFields()
{
    for (const DraftRow &row : m_draft.fields) {
        if (row.enabled && !row.name.isEmpty())
            header(row.name, row.value);
    }
}

void CurlWriter::writeAutomatic()
{
    for (const AutomaticField &field : m_draft.automatic) {
        const bool implied = field.name == "Accept-Encoding" || (field.name == "Content-Type" && uploads());
        if (field.mode == AutomaticMode::Off && !implied)
            option("-H", field.name + ':');
    }
    if (!isOff("Accept-Encoding") && !isTyped("Accept-Encoding"))
        option("--compressed");
}

void CurlWriter::writeUser(const QByteArray &user, const QByteArray &password)
{
    option("-u", user + ':' + password, whole(user.size() + 1, password, "PASSWORD"));
}

void CurlWriter::writeAuth()
{
    const AuthDraft &auth = m_draft.auth;
    const QByteArray &secret = auth.secret.reveal();
    switch (auth.kind) {
    case AuthKind::None:
        break;
    case AuthKind::Digest:
        option("--digest");
        writeUser(auth.user, secret);
        break;
    case AuthKind::Ntlm:
        option("--ntlm");
        writeUser(auth.user, secret);
        break;
    case AuthKind::Negotiate:
        option("--negotiate");
        writeUser(auth.user, secret);
        break;
    case AuthKind::AwsSignature4:
        option("--aws-sigv4", "aws:amz:" + auth.aws.region + ':' + auth.aws.service);
        writeUser(auth.aws.accessKeyId, secret);
        break;
    case AuthKind::Basic:
        writeUser(auth.user, secret);
        break;
    case AuthKind::Bearer:
        if (auth.scheme == "Bearer")
            option("--oauth2-bearer", secret, whole(0, secret, "TOKEN"));
        else
            header("Authorization", auth.scheme.isEmpty() ? secret : auth.scheme + ' ' + secret);
        break;
    case AuthKind::ApiKey:
        if (auth.keyPlace == KeyPlace::Header)
            option("-H", auth.keyName + ": " + secret, whole(auth.keyName.size() + 2, secret, "API_KEY"));
        else if (auth.keyPlace == KeyPlace::Cookie)
            option("-b", auth.keyName + '=' + secret, whole(auth.keyName.size() + 1, secret, "API_KEY"));
        break;
    case AuthKind::Raw:
        header("Authorization", secret);
        break;
    default:
        break;
    }
}

void CurlWriter::writeCookies()
{
    QByteArray pairs;
    for (const DraftRow &row : m_draft.cookies) {
        if (row.enabled)
            pairs += (pairs.isEmpty() ? "" : "; ") + row.name + '=' + row.value;
    }
    if (!pairs.isEmpty())
        option("-b", pairs, secretsInField("Cookie", pairs));
}

void CurlWriter::writeBody()
{
    switch (m_draft.body.kind) {
    case BodyKind::None:
        break;
    case BodyKind::Json:
    case BodyKind::Text:
        writeText();
        break;
    case BodyKind::Form: {
        const QByteArray text = formText(m_draft.body.form);
        option("--data-raw", text, secretsInBody(text));
        break;
    }
    case BodyKind::Multipart:
        writeParts();
        break;
    case BodyKind::File:
        writeFile();
        break;
    }
}

void CurlWriter::writeText()
{
    const QByteArray &text = m_draft.body.text;
    const bool json = m_draft.body.kind == BodyKind::Json;
    const bool typed = isTyped("Content-Type") || isOff("Content-Type");
    if (json && !typed && isTyped("Accept") && !text.startsWith('@')) {
        option("--json", text, secretsInBody(text));
        return;
    }
    if (!typed)
        header("Content-Type", json ? "application/json" : "text/plain;charset=UTF-8");
    option("--data-raw", text, secretsInBody(text));
}

QByteArray inPartQuotes(QByteArray text)
{
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

void CurlWriter::writeParts()
{
    for (const BodyPart &part : m_draft.body.parts) {
        const QByteArray type = part.contentType.isEmpty() ? QByteArray() : ";type=" + part.contentType;
        if (!part.enabled)
            continue;
        if (!part.file.isEmpty())
            option("-F", part.name + "=@" + inPartQuotes(part.file.toUtf8()) + type);
        else if (!type.isEmpty())
            option("-F", part.name + '=' + inPartQuotes(part.value) + type);
        else
            option("--form-string", part.name + '=' + part.value, secretsInBody(part.name + '=' + part.value));
    }
}

void CurlWriter::writeFile()
{
    if (uploads()) {
        option("-T", m_draft.body.file.toUtf8());
        return;
    }
    if (!isTyped("Content-Type") && !isOff("Content-Type"))
        header("Content-Type", "application/octet-stream");
    option("--data-binary", '@' + m_draft.body.file.toUtf8());
}

QByteArray seconds(Milliseconds duration)
{
    return QByteArray::number(double(duration.count()) / 1000);
}

void CurlWriter::writeTransport()
{
    const TransportOptions &transport = m_draft.transport;
    const TransportOptions standard;
    if (transport.version != HttpVersionChoice::Automatic)
        option(transport.version == HttpVersionChoice::Http11 ? "--http1.1" : "--http2");
    if (transport.family != TransportOptions::Family::Any)
        option(transport.family == TransportOptions::Family::IPv4 ? "-4" : "-6");
    if (transport.proxy == ProxyChoice::None)
        option("-x", "");
    if (transport.proxy == ProxyChoice::Custom)
        option("-x", transport.proxyAddress);
    if (!transport.proxyUser.isEmpty() || !transport.proxyPassword.isEmpty())
        option("-U", transport.proxyUser + ':' + transport.proxyPassword.reveal(),
               whole(transport.proxyUser.size() + 1, transport.proxyPassword.reveal(), "PROXY_PASSWORD"));
    if (transport.proxyAuth != ProxyAuth::Basic)
        option(transport.proxyAuth == ProxyAuth::Digest ? "--proxy-digest" : "--proxy-anyauth");
    if (!transport.noProxy.empty())
        option("--noproxy", QByteArrayList(transport.noProxy.begin(), transport.noProxy.end()).join(','));
    for (const QByteArray &entry : transport.resolve)
        option("--resolve", entry);
    for (const QByteArray &entry : transport.connectTo)
        option("--connect-to", entry);
    if (!transport.unixSocket.isEmpty())
        option("--unix-socket", transport.unixSocket.toUtf8());
    if (transport.connectLimit != standard.connectLimit)
        option("--connect-timeout", seconds(transport.connectLimit));
    if (transport.totalLimit != standard.totalLimit)
        option("-m", seconds(transport.totalLimit));
}

void CurlWriter::writeTls()
{
    const TransportOptions &transport = m_draft.transport;
    if (!transport.verifyCertificate)
        option("-k");
    if (!transport.caFile.isEmpty())
        option("--cacert", transport.caFile.toUtf8());
    if (!transport.clientCertificate.isEmpty())
        option("-E", transport.clientCertificate.toUtf8().replace(':', "\\:"));
    if (!transport.clientKey.isEmpty())
        option("--key", transport.clientKey.toUtf8());
    const QByteArray &passphrase = transport.clientKeyPassphrase.reveal();
    if (!passphrase.isEmpty())
        option("--pass", passphrase, whole(0, passphrase, "KEY_PASSWORD"));
}

}

QByteArray writeCurlCommand(const RequestDraft &draft, const CurlWriteOptions &options)
{
    return CurlWriter(draft, options).write();
}

}
