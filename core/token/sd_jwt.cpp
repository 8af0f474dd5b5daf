#include "core/token/sd_jwt.h"

#include "core/token/base64url.h"

#include <QCryptographicHash>
#include <map>

namespace keyhole {

namespace {

constexpr size_t kMostDisclosures = 1000;

/// The parts between the tildes, with the last one, which is the key binding or empty.
std::vector<QByteArrayView> parts(QByteArrayView tail)
{
    std::vector<QByteArrayView> found;
    for (qsizetype from = 0; from <= tail.size() && found.size() <= kMostDisclosures;) {
        const qsizetype tilde = tail.indexOf('~', from);
        found.push_back(tail.sliced(from, (tilde < 0 ? tail.size() : tilde) - from));
        from = tilde < 0 ? tail.size() + 1 : tilde + 1;
    }
    return found;
}

/// [salt, name, value] for a member, [salt, value] for an item of a list.
std::optional<JsonValue> readArray(QByteArrayView written)
{
    const auto bytes = decodeBase64Url(written);
    auto array = bytes ? parseJson(*bytes) : failure(SyntaxError{});
    const bool sound = array && array->isArray() && (array->items.size() == 2 || array->items.size() == 3) && array->items[0].isString();
    return sound ? std::optional(std::move(*array)) : std::nullopt;
}

bool saysSdJwt(QByteArrayView text)
{
    const auto header = decodeBase64Url(text.first(std::max<qsizetype>(text.indexOf('.'), 0)));
    return header && header->contains("sd-jwt");
}

std::optional<QCryptographicHash::Algorithm> algorithmNamed(QByteArrayView name)
{
    if (name == QByteArrayView("sha-256"))
        return QCryptographicHash::Sha256;
    if (name == QByteArrayView("sha-384"))
        return QCryptographicHash::Sha384;
    if (name == QByteArrayView("sha-512"))
        return QCryptographicHash::Sha512;
    return std::nullopt;
}

/// The digests that stand in a value: those of `_sd`, and of {"...": digest} in lists. RFC 9901, 4.2.4.
void collectDigests(const JsonValue &value, std::map<QByteArray, bool> &digests)
{
    for (const JsonMember &member : value.members) {
        if (member.name == "_sd") {
            for (const JsonValue &item : member.value.items)
                digests.emplace(item.text, false);
        } else if (member.name == "..." && member.value.isString()) {
            digests.emplace(member.value.text, false);
        }
        collectDigests(member.value, digests);
    }
    for (const JsonValue &item : value.items)
        collectDigests(item, digests);
}

Disclosure readDisclosure(QByteArrayView written, qsizetype offset, const std::optional<QCryptographicHash::Algorithm> &algorithm)
{
    Disclosure disclosure{offset, written.size(), {}, {}, {}};
    if (algorithm)
        disclosure.digest = encodeBase64Url(QCryptographicHash::hash(written.toByteArray(), *algorithm));
    const auto array = readArray(written);
    if (!array) {
        disclosure.problem = QStringLiteral("not a list of salt, name and value in base64url");
        return disclosure;
    }
    if (array->items.size() == 3)
        disclosure.name = array->items[1].text;
    disclosure.value = array->items.back();
    return disclosure;
}

}

qsizetype disclosuresOffset(QByteArrayView text)
{
    const qsizetype tilde = text.indexOf('~');
    if (tilde < 0 || text.first(tilde).count('.') != 2)
        return -1;
    const std::vector<QByteArrayView> found = parts(text.sliced(tilde + 1));
    const QByteArrayView last = found.back();
    if (found.size() > kMostDisclosures || (!last.isEmpty() && (last.count('.') != 2 || !looksLikeJwt(last))))
        return -1;
    const bool sound = std::all_of(found.begin(), found.end() - 1, [](QByteArrayView each) { return readArray(each).has_value(); });
    return sound && (found.size() > 1 || saysSdJwt(text)) ? tilde : -1;
}

std::optional<Disclosures> readDisclosures(const Token &token)
{
    const qsizetype tilde = token.form == TokenForm::Jws && token.payload ? token.text.indexOf('~') : -1;
    if (tilde < 0)
        return std::nullopt;
    Disclosures read;
    const QByteArray named = token.claimText("_sd_alg");
    read.hash = named.isEmpty() ? QByteArray("sha-256") : named;
    const auto algorithm = algorithmNamed(read.hash);
    std::map<QByteArray, bool> digests;
    collectDigests(*token.payload, digests);
    const std::vector<QByteArrayView> written = parts(QByteArrayView(token.text).sliced(tilde + 1));
    for (size_t i = 0; i + 1 < written.size(); ++i) {
        read.shown.push_back(readDisclosure(written[i], written[i].data() - token.text.constData(), algorithm));
        collectDigests(read.shown.back().value, digests);
    }
    for (Disclosure &each : read.shown) {
        const auto digest = digests.find(each.digest);
        each.isSigned = digest != digests.end();
        if (each.isSigned)
            digest->second = true;
    }
    read.hidden = size_t(std::count_if(digests.begin(), digests.end(), [](const auto &each) { return !each.second; }));
    if (!written.back().isEmpty())
        read.keyBinding = decodeToken(written.back());
    return read;
}

}
