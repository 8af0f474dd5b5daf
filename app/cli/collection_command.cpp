#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/collection/collection_folder.h"

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli collection check FOLDER

Reads every file of an OpenCollection folder (as Bruno keeps it) and tells what is wrong or
worth knowing, with file and line: files that cannot be read, merge conflicts, links, names
that differ in case alone, secrets that stand in files, scripts (kept, never run), and what
is never taken from a collection (proxy, certificates). Nothing is sent or changed.

Exit status: 0 every file can be read, 2 wrong use, 3 one cannot be read.
)";

QByteArray kindText(FileNote::Kind kind)
{
    switch (kind) {
    case FileNote::Kind::Fault:
        return "fault";
    case FileNote::Kind::Ignored:
        return "ignored";
    case FileNote::Kind::Script:
        return "script";
    case FileNote::Kind::Secret:
        return "secret";
    case FileNote::Kind::Unknown:
        return "note";
    }
    return {};
}

QByteArray lineOf(const FileNote &note)
{
    const QByteArray place = note.file.toUtf8() + (note.line > 0 ? ':' + QByteArray::number(note.line) : QByteArray());
    return Terminal::text(place + ": " + kindText(note.kind) + ": " + note.text.toUtf8()) + '\n';
}

void append(std::vector<FileNote> &notes, const std::vector<FileNote> &further)
{
    for (const FileNote &note : further) {
        if (std::find(notes.begin(), notes.end(), note) == notes.end())
            notes.push_back(note);
    }
}

/// What listing the folder told, and what parsing each file tells.
std::vector<FileNote> allNotes(CollectionFolder &collection)
{
    std::vector<FileNote> notes = collection.notes();
    for (const CollectionEntry &entry : collection.entries()) {
        if (entry.kind == CollectionEntry::Kind::Folder) {
            const auto settings = collection.settings(entry.id);
            append(notes, settings ? settings->notes : std::vector<FileNote>());
        } else if (entry.kind == CollectionEntry::Kind::Request) {
            const auto request = collection.requestFile(entry.id);
            append(notes, request ? request->notes : std::vector<FileNote>{faultNote(entry.path, request.error())});
        }
    }
    for (const QString &name : collection.environments()) {
        const auto environment = collection.environment(name);
        append(notes,
               environment ? environment->notes
                           : std::vector<FileNote>{faultNote(QStringLiteral("environments/") + name, environment.error())});
    }
    return notes;
}

int check(const QString &folder)
{
    auto collection = CollectionFolder::open(folder);
    if (!collection)
        return Terminal::fail(collection.error(), kUnreadable);
    const std::vector<FileNote> notes = allNotes(*collection);
    for (const FileNote &note : notes)
        Terminal::out(lineOf(note));
    const auto requests = std::count_if(collection->entries().begin(), collection->entries().end(),
                                        [](const CollectionEntry &entry) { return entry.kind == CollectionEntry::Kind::Request; });
    const auto faults = std::count_if(notes.begin(), notes.end(), [](const FileNote &note) { return note.kind == FileNote::Kind::Fault; });
    Terminal::out(Terminal::text(collection->name().toUtf8()) + ": requests: " + QByteArray::number(qint64(requests))
                  + ", faults: " + QByteArray::number(qint64(faults)) + '\n');
    return faults > 0 ? kUnreadable : kDone;
}

int run(const QStringList &arguments)
{
    if (arguments.size() != 2 || arguments.front() != QLatin1String("check"))
        return Terminal::fail(
            {QStringLiteral("collection takes “check” and a folder"), {}, QStringLiteral("keyhole-cli collection --help tells more.")},
            kWrongUse);
    return check(arguments.back());
}

}

const Command collectionCommand{"collection", "check the files of an OpenCollection folder", kHelp, &run};

}
