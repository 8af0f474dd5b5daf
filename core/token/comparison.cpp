#include "core/token/comparison.h"

#include "core/text/time_words.h"

#include <map>

namespace keyhole {

namespace {

using Change = MemberComparison::Change;
using Part = MemberComparison::Part;

constexpr qsizetype kMostMembers = 1000;
constexpr size_t kMostOfOne = 500;
constexpr size_t kDeepest = 8;
constexpr int kMostNamed = 4;

template <size_t N> bool isOneOf(QByteArrayView name, const QByteArrayView (&names)[N])
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool isTime(QByteArrayView name)
{
    static constexpr QByteArrayView kTimes[] = {"exp", "nbf", "iat", "auth_time", "updated_at", "toe"};
    return isOneOf(name, kTimes);
}

/// What a new token of the same kind has anew: ids, hashes, one-time keys, the moment of issue.
bool changesEachTime(Part part, QByteArrayView name)
{
    static constexpr QByteArrayView kClaims[] = {"jti", "iat", "nbf", "nonce",   "at_hash", "c_hash",   "s_hash", "uti",
                                                 "rh",  "aio", "_sd", "sd_hash", "cnonce",  "event_id", "ath",    "txn"};
    static constexpr QByteArrayView kParameters[] = {"epk", "iv", "tag", "p2s", "nonce"};
    return part == Part::Payload ? isOneOf(name, kClaims) : isOneOf(name, kParameters);
}

/// Texts with blanks between their parts. RFC 8693, 4.2; Entra ID writes scp.
bool isListOfWords(QByteArrayView name)
{
    return name == QByteArrayView("scope") || name == QByteArrayView("scp");
}

/// The value as a set: a list of texts or numbers, the words of a scope; a single text counts as a set of one beside a list.
std::optional<std::vector<QByteArray>> setOf(QByteArrayView name, const JsonValue &value, bool besideList)
{
    std::vector<QByteArray> found;
    if (value.isString() && isListOfWords(name)) {
        for (const QByteArray &word : value.text.split(' ')) {
            if (!word.isEmpty())
                found.push_back(word);
        }
        return found;
    }
    if (value.isString() && besideList)
        return std::vector{value.text};
    if (!value.isArray())
        return std::nullopt;
    for (const JsonValue &item : value.items) {
        if (!item.isString() && !item.isNumber())
            return std::nullopt;
        found.push_back(item.text);
    }
    return found;
}

std::vector<QByteArray> without(const std::vector<QByteArray> &all, std::vector<QByteArray> others)
{
    std::sort(others.begin(), others.end());
    std::vector<QByteArray> rest;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rest),
                 [&](const QByteArray &one) { return !std::binary_search(others.begin(), others.end(), one); });
    return rest;
}

QString named(const std::vector<QByteArray> &names)
{
    QStringList shown;
    for (const QByteArray &name : names) {
        if (shown.size() == kMostNamed)
            return shown.join(QStringLiteral(", ")) + QStringLiteral(" and %1 more").arg(names.size() - kMostNamed);
        shown += QString::fromUtf8(name.left(80));
    }
    return shown.join(QStringLiteral(", "));
}

QString setText(const MemberComparison &member)
{
    QStringList words;
    if (!member.added.empty())
        words += QStringLiteral("with %1").arg(named(member.added));
    if (!member.removed.empty())
        words += QStringLiteral("without %1").arg(named(member.removed));
    if (!words.isEmpty())
        return words.join(QStringLiteral(", "));
    if (member.left->type != member.right->type)
        return member.right->isArray() ? QStringLiteral("the same, as a list") : QStringLiteral("the same, as a text");
    return QStringLiteral("the same in another order");
}

QString typeName(const JsonValue &value)
{
    static constexpr const char *kNames[] = {"null", "true or false", "a number", "a text", "a list", "an object"};
    return QLatin1String(kNames[int(value.type)]);
}

/// Names of both in order, the right's own last; each once.
std::vector<QByteArrayView> namesOf(const JsonValue *left, const JsonValue *right, qsizetype &leftOut)
{
    std::vector<QByteArrayView> names;
    std::map<QByteArrayView, bool> seen;
    for (const JsonValue *each : {left, right}) {
        if (!each)
            continue;
        size_t taken = 0;
        for (const JsonMember &member : each->members) {
            if (++taken > kMostOfOne) {
                leftOut += qsizetype(each->members.size() - kMostOfOne);
                break;
            }
            if (seen.emplace(member.name, true).second)
                names.push_back(member.name);
        }
    }
    return names;
}

class Comparer {
public:
    Comparer(const Token &left, const Token &right) : m_left(left), m_right(right) { }

    TokenComparison compare()
    {
        compareObjects(Part::Header, {}, objectOf(m_left.header), objectOf(m_right.header));
        compareObjects(Part::Payload, {}, objectOf(m_left.payload), objectOf(m_right.payload));
        m_result.sameText = m_left.text == m_right.text;
        m_result.summary = summary();
        return std::move(m_result);
    }

private:
    static const JsonValue *objectOf(const std::optional<JsonValue> &part) { return part ? &*part : nullptr; }

    void compareObjects(Part part, const std::vector<QByteArray> &path, const JsonValue *left, const JsonValue *right)
    {
        for (const QByteArrayView name : namesOf(left, right, m_result.leftOut)) {
            std::vector<QByteArray> inner = path;
            inner.push_back(name.toByteArray());
            compareValues(part, inner, left ? left->find(name) : nullptr, right ? right->find(name) : nullptr);
        }
    }

    void compareValues(Part part, const std::vector<QByteArray> &path, const JsonValue *left, const JsonValue *right)
    {
        if (left && right && left->isObject() && right->isObject() && path.size() < kDeepest && !(*left == *right))
            return compareObjects(part, path, left, right);
        if (qsizetype(m_result.members.size()) == kMostMembers) {
            ++m_result.leftOut;
            return;
        }
        MemberComparison &member = m_result.members.emplace_back();
        member.part = part;
        member.path = path;
        member.eachTime = changesEachTime(part, path.front());
        if (left)
            member.left = *left;
        if (right)
            member.right = *right;
        judge(member);
    }

    void judge(MemberComparison &member) const
    {
        if (!member.left || !member.right) {
            member.change = member.left ? Change::OnlyLeft : Change::OnlyRight;
            return;
        }
        if (*member.left == *member.right)
            return;
        member.change = Change::Changed;
        if (!judgeSet(member) && !judgeTime(member) && member.left->type != member.right->type)
            member.says = QStringLiteral("%1 instead of %2").arg(typeName(*member.right), typeName(*member.left));
    }

    static bool judgeSet(MemberComparison &member)
    {
        const bool list = member.left->isArray() || member.right->isArray();
        const auto left = setOf(member.path.back(), *member.left, list), right = setOf(member.path.back(), *member.right, list);
        if (!left || !right)
            return false;
        member.isSet = true;
        member.removed = without(*left, *right);
        member.added = without(*right, *left);
        if (member.removed.empty() && member.added.empty() && member.left->type == member.right->type)
            member.change = Change::Same;
        member.says = setText(member);
        return true;
    }

    bool judgeTime(MemberComparison &member) const
    {
        if (member.part != Part::Payload || member.path.size() != 1 || !isTime(member.path.front()))
            return false;
        const auto left = m_left.time(member.path.front()), right = m_right.time(member.path.front());
        if (!left || !right || !left->instant || !right->instant)
            return false;
        member.later = *right->instant - *left->instant;
        if (left->unit != right->unit)
            member.says = QStringLiteral("in another unit");
        else if (member.later->count() != 0)
            member.says = QStringLiteral("%1 %2").arg(durationText(*member.later),
                                                      member.later->count() > 0 ? QStringLiteral("later") : QStringLiteral("earlier"));
        return true;
    }

    QString unreadable() const
    {
        const auto isRead = [](const Token &token) { return token.header || token.payload; };
        if (isRead(m_left) && isRead(m_right))
            return {};
        if (!isRead(m_left) && !isRead(m_right))
            return QStringLiteral("Different texts, and nothing in either can be read.");
        return isRead(m_left) ? QStringLiteral("Nothing in the second token can be read.")
                              : QStringLiteral("Nothing in the first token can be read.");
    }

    QString summary() const
    {
        if (m_result.sameText)
            return QStringLiteral("The same token.");
        if (const QString why = unreadable(); !why.isEmpty())
            return why;
        std::vector<QByteArray> names;
        bool issued = false;
        for (const MemberComparison &member : m_result.members) {
            if (member.change == Change::Same)
                continue;
            issued = issued || member.eachTime;
            if (!member.eachTime)
                names.push_back(member.name());
        }
        if (!names.empty())
            return QStringLiteral("%1 %2: %3.")
                .arg(names.size())
                .arg(names.size() == 1 ? QStringLiteral("member differs") : QStringLiteral("members differ"), named(names));
        return issued ? QStringLiteral("The same claims, issued anew.")
                      : QStringLiteral("The same header and claims; the signature or the way they are written differs.");
    }

    const Token &m_left, &m_right;
    TokenComparison m_result;
};

}

QByteArray MemberComparison::name() const
{
    QByteArray joined;
    for (const QByteArray &step : path)
        joined += joined.isEmpty() ? step : '.' + step;
    return joined;
}

qsizetype TokenComparison::differing() const
{
    return std::count_if(members.begin(), members.end(),
                         [](const MemberComparison &each) { return each.change != MemberComparison::Change::Same && !each.eachTime; });
}

TokenComparison compareTokens(const Token &left, const Token &right)
{
    return Comparer(left, right).compare();
}

}
