#include "core/collection/draft_journal.h"

#include "core/collection/kept_draft.h"
#include "core/collection/saved_file.h"
#include "core/json/values.h"
#include "core/yaml/yaml_patch.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyhole {

namespace {

constexpr qint64 kLargest = 256 << 20;
constexpr qint64 kWrittenAnew = 4 << 20;

Error failed(const QString &file, int code)
{
    return {QStringLiteral("unsaved edits cannot be kept: %1").arg(QString::fromLocal8Bit(std::strerror(code))), file,
            QStringLiteral("Save your requests; check the folder and its permissions.")};
}

bool carriesSecret(const QByteArray &field)
{
    const QByteArray name = field.toLower();
    for (const char *word : {"authorization", "cookie", "api-key", "apikey", "token", "secret", "password", "credential", "signature"}) {
        if (name.contains(word))
            return true;
    }
    return false;
}

/// Without values that might be secrets; a {{variable}} is none.
RequestFile withoutSecrets(RequestFile request)
{
    const auto clear = [](std::vector<DraftRow> &rows) {
        for (DraftRow &row : rows) {
            if (carriesSecret(row.name) && !row.value.contains("{{"))
                row.value.clear();
        }
    };
    clear(request.draft.fields);
    clear(request.draft.body.form);
    clear(request.draft.disabledParams);
    return request;
}

QByteArray lineOf(const QByteArray &key, const RequestFile &request, Instant now)
{
    const RequestFile kept = withoutSecrets(request);
    const auto yaml = writeYaml(opencollection::newRequest(kept));
    if (!yaml)
        return {};
    return toJson(jsonObject({{"key", jsonText(key)},
                              {"at", jsonNumber(now.time_since_epoch().count())},
                              {"request", jsonText(*yaml)},
                              {"base", jsonText(baseHashOf(request.text))},
                              {"kept", keptOf(kept.draft)}}))
        + '\n';
}

std::optional<UnsavedDraft> draftOf(const JsonValue &line)
{
    const auto document = parseYaml(line.string("request"));
    if (!line.find("request") || !document)
        return std::nullopt;
    UnsavedDraft draft{line.string("key"), Instant(Milliseconds(line.string("at").toLongLong())), opencollection::readRequest(*document),
                       line.string("base")};
    if (const JsonValue *kept = line.find("kept"))
        complete(draft.request.draft, *kept);
    return draft;
}

}

QByteArray baseHashOf(const QByteArray &text)
{
    return text.isEmpty() ? QByteArray() : QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

/// The open file and the newest line of each key.
struct DraftJournal::Content {
    QString path;
    int file = -1;
    std::map<QByteArray, QByteArray> lines;

    ~Content()
    {
        if (file >= 0)
            ::close(file);
    }

    Result<void> openFile()
    {
        file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file < 0 || ::fchmod(file, 0600) != 0)
            return failure(failed(path, errno));
        if (::flock(file, LOCK_EX | LOCK_NB) != 0)
            return failure(Error{QStringLiteral("another Keyhole keeps its unsaved edits there"), path, QStringLiteral("Close it first.")});
        return {};
    }

    Result<void> writeAnew()
    {
        QByteArray all;
        for (const auto &[key, line] : lines)
            all += line;
        if (auto saved = saveFile(path, all, FileAccess::Private); !saved)
            return saved;
        ::close(std::exchange(file, -1));
        return openFile();
    }
};

DraftJournal::DraftJournal(std::unique_ptr<Content> content) : m_content(std::move(content)) { }
DraftJournal::DraftJournal(DraftJournal &&) noexcept = default;
DraftJournal &DraftJournal::operator=(DraftJournal &&) noexcept = default;
DraftJournal::~DraftJournal() = default;

QString DraftJournal::usualFile()
{
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(state) ? state : QDir::homePath() + QStringLiteral("/.local/state");
    return base + QStringLiteral("/keyhole/drafts.journal");
}

Result<DraftJournal> DraftJournal::open(const QString &file)
{
    const QString folder = QFileInfo(file).path();
    if (!QDir().mkpath(folder))
        return failure(failed(file, EACCES));
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto content = std::make_unique<Content>();
    content->path = file;
    if (auto opened = content->openFile(); !opened)
        return failure(Error(opened.error()));
    removeStrayTemporaries(folder);
    const auto text = loadFile(file, kLargest);
    if (!text)
        return failure(Error(text.error()));
    std::map<QByteArray, UnsavedDraft> drafts;
    for (const QByteArray &line : text->split('\n')) {
        const auto json = line.isEmpty() ? failure(SyntaxError{}) : parseJson(line);
        if (!json)
            continue;
        const QByteArray key = json->string("key");
        drafts.erase(key);
        content->lines.erase(key);
        if (auto draft = draftOf(*json)) {
            drafts.insert({key, std::move(*draft)});
            content->lines[key] = line + '\n';
        }
    }
    if (auto written = content->writeAnew(); !written)
        return failure(Error(written.error()));
    DraftJournal journal(std::move(content));
    for (auto &[key, draft] : drafts)
        journal.m_recovered.push_back(std::move(draft));
    return journal;
}

Result<void> DraftJournal::append(const QByteArray &line)
{
    qsizetype written = 0;
    while (written < line.size()) {
        const ssize_t now = ::write(m_content->file, line.constData() + written, size_t(line.size() - written));
        if (now < 0 && errno != EINTR) {
            const int code = errno;
            const bool ended = ::write(m_content->file, "\n", 1) == 1;
            return failure(failed(m_content->path, ended ? code : errno));
        }
        written += std::max<ssize_t>(now, 0);
    }
    if (::fdatasync(m_content->file) != 0)
        return failure(failed(m_content->path, errno));
    const off_t size = ::lseek(m_content->file, 0, SEEK_END);
    return size > kWrittenAnew ? m_content->writeAnew() : Result<void>();
}

Result<void> DraftJournal::write(const QByteArray &key, const RequestFile &request, Instant now)
{
    const QByteArray line = lineOf(key, request, now);
    if (line.isEmpty())
        return failure(
            Error{QStringLiteral("this edit cannot be kept: its text is no UTF-8"), {}, QStringLiteral("Save the body as a file.")});
    m_content->lines[key] = line;
    return append(line);
}

Result<void> DraftJournal::forget(const QByteArray &key)
{
    if (m_content->lines.erase(key) == 0)
        return {};
    return append(toJson(jsonObject({{"key", jsonText(key)}, {"done", jsonBool(true)}})) + '\n');
}

}
