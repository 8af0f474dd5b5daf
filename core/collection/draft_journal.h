#pragma once

#include "core/collection/opencollection/request_file.h"
#include "core/http/instant.h"

#include <memory>

namespace keyhole {

/// A request as it was being edited when the program ended.
struct UnsavedDraft {
    QByteArray key;  ///< what is edited: the collection's folder and the request's path, or the tab's own name
    Instant at{};
    RequestFile request;  ///< without the text that it was read from
    QByteArray baseHash = {};  ///< of that text (SHA-256, hexadecimal): when the file still has it, the edit can be saved into it
};
/// The hash of a text, as UnsavedDraft has it; empty for an empty one.
QByteArray baseHashOf(const QByteArray &text);

/// Keeps edits that are not saved yet, so that they outlive the program, however it ends: lines of JSON in one file for the owner alone
/// (XDG state), each written and synced before write() returns. A line that was cut off is left out. No secret is kept: those of
/// credentials are left out, and so are the values of fields that carry one (Authorization, Cookie, API keys) unless they are
/// {{variables}}.
class DraftJournal {
public:
    /// Fails when another program has it open, or it cannot be written.
    static Result<DraftJournal> open(const QString &file);
    /// "…/keyhole/drafts.journal" in $XDG_STATE_HOME.
    static QString usualFile();

    DraftJournal(DraftJournal &&) noexcept;
    DraftJournal &operator=(DraftJournal &&) noexcept;
    ~DraftJournal();

    /// What was left when it was opened, the newest of each key.
    const std::vector<UnsavedDraft> &recovered() const { return m_recovered; }

    Result<void> write(const QByteArray &key, const RequestFile &request, Instant now);
    /// The edit was saved or given up.
    Result<void> forget(const QByteArray &key);

private:
    struct Content;
    explicit DraftJournal(std::unique_ptr<Content> content);
    Result<void> append(const QByteArray &line);

    std::unique_ptr<Content> m_content;
    std::vector<UnsavedDraft> m_recovered;
};

}
