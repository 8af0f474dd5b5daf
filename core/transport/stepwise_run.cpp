#include "core/transport/stepwise_run.h"

#include "core/http/message_reader.h"
#include "core/transport/body_sink.h"
#include "core/transport/wire_protocol.h"

#include <QBuffer>
#include <QFile>

namespace keyhole {

namespace {

QString nameOf(ConnectionAuth scheme)
{
    return scheme == ConnectionAuth::Ntlm ? QString("NTLM") : QString("Negotiate");
}

bool isOffered(ConnectionAuth scheme)
{
    const int feature = scheme == ConnectionAuth::Ntlm ? CURL_VERSION_NTLM : CURL_VERSION_SPNEGO;
    return (curl_version_info(CURLVERSION_NOW)->features & feature) != 0;
}

/// The fields of the request as libcurl takes them, and without those that it would add by itself.
CurlLists::List fieldsFor(const Request &request)
{
    curl_slist *list = nullptr;
    for (const Field &field : request.fields) {
        if (!equalsIgnoringCase(field.name, "Content-Length"))
            list = curl_slist_append(list, (field.value.isEmpty() ? field.name + ';' : field.name + ": " + field.value).constData());
    }
    for (const char *name : {"Host", "Accept", "User-Agent", "Content-Type", "Expect"}) {
        if (!request.fields.contains(name))
            list = curl_slist_append(list, (QByteArray(name) + ':').constData());
    }
    return {list, &curl_slist_free_all};
}

/// The request as it really went, from its bytes, with the origins of what we asked for.
Request sentRequest(const Request &asked, const QByteArray &head)
{
    Request request = asked;
    request.httpVersion = "HTTP/1.1";
    std::vector<Defect> defects;
    request.fields = readFields(QByteArrayView(head).sliced(std::max<qsizetype>(0, head.indexOf('\n') + 1)), 0, defects);
    request.origins.clear();
    for (const Field &field : request.fields) {
        FieldOrigin origin = equalsIgnoringCase(field.name, "Authorization") ? FieldOrigin::Auth : FieldOrigin::Automatic;
        for (int i = 0; i < asked.fields.size(); ++i) {
            if (asked.fields.at(i).name == field.name && asked.fields.at(i).value == field.value)
                origin = asked.originOf(i);
        }
        request.origins.push_back(origin);
    }
    return request;
}

}

StepwiseRun::StepwiseRun(Request request, Route route, std::shared_ptr<TrustStore> trust, const Clock &clock, QPromise<Hop> promise,
                         QObject *parent)
    : QObject(parent), m_request(std::move(request)), m_route(std::move(route)), m_clock(clock), m_promise(std::move(promise)),
      m_tls(std::move(trust), m_route.origin.host, m_route.options.verifyCertificate, false), m_lists(applyRoute(m_loop.easy(), m_route))
{
    connect(&m_loop, &CurlLoop::finished, this, &StepwiseRun::onFinished);
    connect(&m_watcher, &QFutureWatcherBase::canceled, this, &StepwiseRun::finish);
    connect(&m_idle, &QTimer::timeout, this, &StepwiseRun::onLimit);
    connect(&m_total, &QTimer::timeout, this, &StepwiseRun::onLimit);
    m_idle.setSingleShot(true);
    m_total.setSingleShot(true);
    m_watcher.setFuture(m_promise.future());
}

StepwiseRun::~StepwiseRun() = default;

void StepwiseRun::start()
{
    if (!isOffered(m_route.options.connectionAuth))
        return fail({TransportFault::Other,
                     {QString("The libcurl of this computer was built without %1.").arg(nameOf(m_route.options.connectionAuth)), "auth",
                      "Install one that has it, or choose another scheme."},
                     "connection"});
    applyRequest();
    applyBody();
    applyCredential();
    using namespace std::chrono_literals;
    if (m_route.options.totalLimit > 0ms)
        m_total.start(m_route.options.totalLimit);
    m_idle.start(m_route.options.connectLimit);
    m_loop.start();
}

void StepwiseRun::applyRequest()
{
    CURL *easy = m_loop.easy();
    Url address = m_request.url;
    address.fragment.reset();
    m_fields = fieldsFor(m_request);
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 0L);
    curl_easy_setopt(easy, CURLOPT_URL, address.toString().constData());
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, m_fields.get());
    curl_easy_setopt(easy, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_words);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &StepwiseRun::onTlsContext);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, this);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &StepwiseRun::onDebug);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, this);
    // What comes is taken from onDebug(), as bytes of the wire.
    curl_easy_setopt(
        easy, CURLOPT_WRITEFUNCTION, +[](char *, size_t size, size_t count, void *) { return size * count; });
}

void StepwiseRun::applyBody()
{
    CURL *easy = m_loop.easy();
    if (!m_request.bodyFile.isEmpty())
        m_body = std::make_unique<QFile>(m_request.bodyFile);
    else if (!m_request.body.isEmpty())
        m_body = std::make_unique<QBuffer>(const_cast<QByteArray *>(&m_request.body));
    if (m_body) {
        m_body->open(QIODevice::ReadOnly);
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(m_body->size()));
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, &StepwiseRun::onRead);
        curl_easy_setopt(easy, CURLOPT_READDATA, this);
        curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, &StepwiseRun::onSeek);
        curl_easy_setopt(easy, CURLOPT_SEEKDATA, this);
    } else if (m_request.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    }
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, m_request.method.constData());
}

void StepwiseRun::applyCredential()
{
    CURL *easy = m_loop.easy();
    const TransportOptions &options = m_route.options;
    curl_easy_setopt(easy, CURLOPT_HTTPAUTH, long(options.connectionAuth == ConnectionAuth::Ntlm ? CURLAUTH_NTLM : CURLAUTH_NEGOTIATE));
    curl_easy_setopt(easy, CURLOPT_USERNAME, options.connectionUser.constData());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, options.connectionPassword.reveal().constData());
}

size_t StepwiseRun::onRead(char *buffer, size_t size, size_t count, void *self)
{
    const qint64 read = static_cast<StepwiseRun *>(self)->m_body->read(buffer, qint64(size * count));
    return read < 0 ? size_t(CURL_READFUNC_ABORT) : size_t(read);
}

int StepwiseRun::onSeek(void *self, curl_off_t offset, int origin)
{
    const bool moved = origin == SEEK_SET && static_cast<StepwiseRun *>(self)->m_body->seek(offset);
    return moved ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

CURLcode StepwiseRun::onTlsContext(CURL *, void *context, void *self)
{
    static_cast<StepwiseRun *>(self)->m_tls.install(static_cast<SSL_CTX *>(context));
    return CURLE_OK;
}

int StepwiseRun::onDebug(CURL *, curl_infotype kind, char *data, size_t size, void *self)
{
    auto *run = static_cast<StepwiseRun *>(self);
    const QByteArrayView bytes(data, qsizetype(size));
    if (kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT)
        run->onSent(bytes, kind == CURLINFO_HEADER_OUT);
    else if (kind == CURLINFO_HEADER_IN || kind == CURLINFO_DATA_IN)
        run->onReceived(bytes);
    else if (kind == CURLINFO_TEXT && (bytes.indexOf("gss") >= 0 || bytes.indexOf("GSS") >= 0))
        run->m_trouble = QString::fromUtf8(bytes).simplified().left(300);
    return 0;
}

void StepwiseRun::onSent(QByteArrayView bytes, bool head)
{
    m_idle.start(m_route.options.answerLimit);
    if (head && (m_hops.empty() || !m_hops.back().receivedBytes.isEmpty())) {
        Hop hop;
        hop.sentAt = m_clock.now();
        if (!m_hops.empty())
            hop.whyFollowed = QString("%1: next step of %2 on the same connection").arg(401).arg(nameOf(m_route.options.connectionAuth));
        m_hops.push_back(std::move(hop));
    }
    if (m_hops.empty())
        return;
    QByteArray &sent = m_hops.back().sentBytes;
    const qsizetype room = std::max<qsizetype>(0, kRawLimit - sent.size());
    m_hops.back().bytesCut = m_hops.back().bytesCut || bytes.size() > room;
    sent.append(bytes.first(std::min(room, bytes.size())));
}

void StepwiseRun::onReceived(QByteArrayView bytes)
{
    if (m_hops.empty())
        return;
    m_idle.start(m_route.options.idleLimit);
    Hop &hop = m_hops.back();
    if (!hop.answeredAt)
        hop.answeredAt = m_clock.now() + Milliseconds(1);  // now() is cut off
    const qint64 limit = std::min(m_route.options.memoryLimit, m_route.options.bodyLimit);
    const auto room = qsizetype(std::max<qint64>(0, limit - hop.receivedBytes.size()));
    hop.bytesCut = hop.bytesCut || bytes.size() > room;
    hop.receivedBytes.append(bytes.first(std::min(room, bytes.size())));
}

void StepwiseRun::conclude(Hop &hop, bool closed) const
{
    const qsizetype end = hop.sentBytes.indexOf("\r\n\r\n");
    hop.request = sentRequest(m_request, end < 0 ? hop.sentBytes : hop.sentBytes.first(end + 4));
    if (!hop.receivedBytes.isEmpty()) {
        Response response = readResponse(hop.receivedBytes, m_request.method, closed).response;
        BodySink sink(response.fields.value("Content-Encoding").value_or(QByteArray()), m_route.options);
        sink.write(response.body);
        sink.finish(response);
        hop.response = std::move(response);
    }
    const char *address = nullptr;
    long port = 0;
    curl_easy_getinfo(m_loop.easy(), CURLINFO_PRIMARY_IP, &address);
    curl_easy_getinfo(m_loop.easy(), CURLINFO_PRIMARY_PORT, &port);
    hop.connection = {QByteArray(address), int(port), &hop != &m_hops.front(), m_route.proxy.address};
    if (m_tls.seen())
        hop.tls = m_tls.facts();
}

void StepwiseRun::onFinished(CURLcode code)
{
    // With an HTTP proxy the tunnel's own exchange comes first.
    if (m_route.isTls() && m_hops.size() > 1 && m_hops.front().sentBytes.startsWith("CONNECT "))
        m_hops.erase(m_hops.begin());
    for (Hop &hop : m_hops)
        conclude(hop, code == CURLE_OK);
    if (code != CURLE_OK || m_hops.empty())
        return fail(errorOf(code));
    m_hops.front().whyFollowed.clear();
    Hop &last = m_hops.back();
    if (last.response && last.response->status == 401 && !m_trouble.isEmpty())
        last.response->defects.push_back(
            {"auth.no-token", 0, QString("No %1 token could be made: %2").arg(nameOf(m_route.options.connectionAuth), m_trouble)});
    finish();
}

TransportError StepwiseRun::errorOf(CURLcode code) const
{
    long systemError = 0;
    curl_easy_getinfo(m_loop.easy(), CURLINFO_OS_ERRNO, &systemError);
    const QString words = m_words[0] ? QString::fromLatin1(m_words) : QString::fromLatin1(curl_easy_strerror(code));
    const QString phase = m_hops.empty() ? QString("connection") : QString("waiting");
    const auto tls = m_tls.seen() ? std::optional(m_tls.facts()) : std::nullopt;
    if (m_lists.guard && !m_lists.guard->refused().isEmpty())
        return explainInward(m_lists.guard->refused(), m_route);
    return explainFailure({code, int(systemError), 0, phase, words, false}, m_route, tls);
}

void StepwiseRun::fail(TransportError error)
{
    if (m_hops.empty()) {
        m_hops.emplace_back();
        m_hops.back().request = m_request;
    }
    m_hops.back().error = std::move(error);
    finish();
}

void StepwiseRun::onLimit()
{
    for (Hop &hop : m_hops)
        conclude(hop, false);
    fail({TransportFault::TimedOut,
          {QString("No end of the exchange in the time that it has."), {}, QString("Send again, or give it more time in the settings.")},
          QString("waiting")});
}

void StepwiseRun::finish()
{
    if (std::exchange(m_over, true))
        return;
    m_idle.stop();
    m_total.stop();
    if (!m_promise.isCanceled()) {
        for (Hop &hop : m_hops)
            m_promise.addResult(std::move(hop));
    }
    m_promise.finish();
    deleteLater();
}

}
