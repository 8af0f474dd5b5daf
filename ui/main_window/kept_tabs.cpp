#include "ui/main_window/kept_tabs.h"

#include "core/collection/saved_file.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

constexpr qint64 kLargest = 4 << 20;

QStringList textsOf(const JsonValue *list)
{
    QStringList texts;
    for (const JsonValue &item : list ? list->items : std::vector<JsonValue>())
        texts.push_back(QString::fromUtf8(item.text));
    return texts;
}

bool flag(const JsonValue &object, QByteArrayView name)
{
    const JsonValue *value = object.find(name);
    return value && value->boolean;
}

JsonValue jsonOf(const KeptTab &tab)
{
    JsonValue json = jsonObject({{"key", jsonText(tab.key)}, {"name", jsonText(tab.name.toUtf8())}});
    if (!tab.path.isEmpty()) {
        json.members.push_back({"folder", jsonText(tab.folder.toUtf8())});
        json.members.push_back({"path", jsonText(tab.path.toUtf8())});
    }
    for (const auto &[name, set] :
         {std::pair("current", tab.current), std::pair("closed", tab.closed), std::pair("changed", tab.changed)}) {
        if (set)
            json.members.push_back({name, jsonBool(true)});
    }
    return json;
}

KeptTab tabOf(const JsonValue &json)
{
    return {json.string("key"),
            QString::fromUtf8(json.string("name")),
            QString::fromUtf8(json.string("folder")),
            QString::fromUtf8(json.string("path")),
            flag(json, "current"),
            flag(json, "closed"),
            flag(json, "changed")};
}

}

KeptTabs KeptTabs::load(const QString &file)
{
    KeptTabs kept;
    const auto bytes = loadFile(file, kLargest);
    const auto json = bytes ? parseJson(*bytes) : failure(SyntaxError{});
    if (!json)
        return kept;
    kept.collections = textsOf(json->find("collections"));
    kept.recent = textsOf(json->find("recent")).mid(0, kMostRecent);
    const JsonValue *tabs = json->find("tabs");
    for (const JsonValue &tab : tabs ? tabs->items : std::vector<JsonValue>()) {
        if (kept.tabs.size() < kMostTabs)
            kept.tabs.push_back(tabOf(tab));
    }
    return kept;
}

Result<void> KeptTabs::save(const QString &file) const
{
    JsonValue list = jsonList({});
    for (const KeptTab &tab : tabs)
        list.items.push_back(jsonOf(tab));
    const JsonValue json = jsonObject({{"schema", jsonText("keyhole.tabs/1")},
                                       {"collections", jsonTexts(collections)},
                                       {"recent", jsonTexts(recent)},
                                       {"tabs", std::move(list)}});
    return saveFile(file, toJson(json) + '\n', FileAccess::Private);
}

}
