#include "catch.h"
#include "core/collection/inherited_auth.h"

using namespace keyhole;

namespace {

AuthDraft bearer(const char *token)
{
    return {AuthKind::Bearer, {}, Secret(token)};
}

const AuthDraft kInherited{AuthKind::Inherited, {}, {}};

/// Shop / Orders / Drafts / list
Collection shop()
{
    CollectionItem list;
    list.name = "list";
    list.request.auth = kInherited;
    CollectionItem drafts;
    drafts.name = "Drafts";
    drafts.folder = true;
    drafts.children.push_back(list);
    CollectionItem orders;
    orders.name = "Orders";
    orders.folder = true;
    orders.children.push_back(drafts);
    Collection collection;
    collection.name = "Shop";
    collection.items.push_back(orders);
    return collection;
}

EffectiveAuth authOfList(const Collection &collection)
{
    const CollectionItem &list = collection.items[0].children[0].children[0];
    return effectiveAuth(list.request.auth, foldersAround(collection, list), collection);
}

}

TEST_CASE("Inherited auth: the nearest folder that has one gives it, and is named", "[collection]")
{
    Collection collection = shop();
    CHECK(authOfList(collection) == EffectiveAuth{{}, "Shop"});
    collection.auth = bearer("of the collection");
    CHECK(authOfList(collection) == EffectiveAuth{collection.auth, "Shop"});
    collection.items[0].auth = bearer("of Orders");
    CHECK(authOfList(collection) == EffectiveAuth{collection.items[0].auth, "Orders"});
    collection.items[0].children[0].auth = AuthDraft{};
    CHECK(authOfList(collection) == EffectiveAuth{{}, "Drafts"});  // none, said by the folder, is an answer
}

TEST_CASE("Inherited auth: a request with its own takes nobody else's", "[collection]")
{
    Collection collection = shop();
    collection.auth = bearer("of the collection");
    auto &list = collection.items[0].children[0].children[0];
    list.request.auth = GENERATE(AuthDraft{}, bearer("own"));
    CHECK(authOfList(collection) == EffectiveAuth{list.request.auth, {}});
}

TEST_CASE("Inherited auth: nobody to inherit from means none", "[collection]")
{
    Collection collection = shop();
    collection.auth = kInherited;
    CHECK(authOfList(collection) == EffectiveAuth{});
    const CollectionItem elsewhere;
    CHECK(foldersAround(collection, elsewhere).empty());
    CHECK(foldersAround(collection, collection.items[0]).empty());
}
