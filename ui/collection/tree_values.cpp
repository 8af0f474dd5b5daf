#include "ui/collection/tree_values.h"

#include "core/collection/draft_from_exchange.h"
#include "core/diagnosis/report.h"
#include "ui/collection/open_collections.h"

namespace keyhole {

namespace {

RequestDraft draftOf(const TreeNode &node)
{
    if (node.recording) {
        const auto exchange = node.recording->exchange(node.entry);
        return exchange ? draftFromExchange(*exchange) : RequestDraft();
    }
    if (!node.files)
        return node.draft;
    const auto file = node.files->folder().requestFile(node.id);
    return file ? file->toSend() : RequestDraft();
}

std::vector<Variable> variablesOf(const std::vector<VariableRow> &rows)
{
    std::vector<Variable> variables;
    for (const VariableRow &row : rows) {
        if (row.enabled)
            variables.push_back({row.name, row.value, row.secret});
    }
    return variables;
}

void readSettings(const TreeNode &node, AuthDraft &auth, QString &description, std::vector<Variable> &variables)
{
    const auto settings = node.files ? node.files->folder().settings(node.id) : failure(Error());
    if (!settings)
        return;
    auth = settings->auth;
    description = QString::fromUtf8(settings->docs);
    variables = variablesOf(settings->variables);
}

}

CollectionItem itemOf(const TreeNode &node)
{
    CollectionItem item;
    const CollectionEntry *entry = node.files ? node.files->folder().entry(node.id) : nullptr;
    item.name = entry ? entry->name : node.name;
    item.folder = node.kind == TreeNode::Kind::Folder || node.kind == TreeNode::Kind::Collection;
    item.auth = node.auth;
    if (item.folder)
        readSettings(node, item.auth, item.description, item.variables);
    else
        item.request = draftOf(node);
    for (const auto &child : node.children) {
        if (child->kind != TreeNode::Kind::Other)
            item.children.push_back(itemOf(*child));
    }
    return item;
}

Collection collectionOf(const TreeNode &node)
{
    CollectionItem item = itemOf(node);
    Collection collection;
    collection.name = item.name;
    collection.environment = node.environment;
    collection.auth = node.kind == TreeNode::Kind::Collection ? item.auth : AuthDraft();
    collection.description = item.description;
    if (!item.folder) {
        collection.items = {std::move(item)};
        return collection;
    }
    collection.environment.variables.insert(collection.environment.variables.end(), item.variables.begin(), item.variables.end());
    collection.items = std::move(item.children);
    return collection;
}

std::unique_ptr<TreeNode> treeNodeOf(const CollectionItem &item)
{
    auto node = std::make_unique<TreeNode>();
    node->kind = item.folder ? TreeNode::Kind::Folder : TreeNode::Kind::Request;
    node->name = visibleText(item.name);
    node->method = item.request.method;
    node->address = item.request.address;
    node->draft = item.request;
    node->auth = item.auth;
    if (node->draft.name.isEmpty())
        node->draft.name = item.name;
    node->prepareSearch();
    for (const CollectionItem &child : item.children)
        node->insert(int(node->children.size()), treeNodeOf(child));
    return node;
}

}
