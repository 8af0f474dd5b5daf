#include "core/compare/exchange_pair.h"

#include "core/compare/json_comparison.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"

namespace keyhole {

namespace {

bool asksForTheSame(const Hop &a, const Hop &b)
{
    return a.request.url.origin() == b.request.url.origin() && a.request.url.path == b.request.url.path;
}

/// The last hops, unless only earlier ones asked for the same address: then the last of those in a row.
std::pair<size_t, size_t> hopsToCompare(const Exchange &left, const Exchange &right)
{
    const std::pair last{left.hops.size() - 1, right.hops.size() - 1};
    if (asksForTheSame(left.last(), right.last()))
        return last;
    size_t same = 0;
    while (same < left.hops.size() && same < right.hops.size() && asksForTheSame(left.hops[same], right.hops[same]))
        ++same;
    return same == 0 ? last : std::pair{same - 1, same - 1};
}

std::optional<Instant> momentOf(const Hop &hop)
{
    return hop.answeredAt ? hop.answeredAt : hop.sentAt;
}

ComparedSide sideOf(const Exchange &exchange)
{
    const Hop &hop = exchange.last();
    ComparedSide side;
    side.status = hop.response ? hop.response->status : 0;
    side.line = QStringLiteral("%1 %2 → %3")
                    .arg(QString::fromUtf8(hop.request.method), maskedAddress(hop.request.url),
                         side.status ? QString::number(side.status) : QStringLiteral("no answer"));
    side.entry = exchange.recordedEntry;
    side.at = momentOf(hop);
    return side;
}

QString cut(const QString &text, qsizetype from)
{
    constexpr qsizetype kMost = 160;
    const QString part = (from > 0 ? QStringLiteral("…") : QString()) + text.mid(from, kMost);
    return from + kMost < text.size() && !part.endsWith(u'…') ? part + u'…' : part;
}

/// Long texts are cut to where they begin to differ.
void showWhatDiffers(QString &left, QString &right)
{
    constexpr qsizetype kShort = 160, kBefore = 30;
    if (left.size() <= kShort && right.size() <= kShort)
        return;
    const auto [one, other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    const qsizetype same = one - left.begin();
    const qsizetype from = left.isEmpty() || right.isEmpty() || same < 2 * kBefore ? 0 : same - kBefore;
    left = cut(left, from);
    right = cut(right, from);
}

/// "request.body/items/3/price" → "request.body/items/*/price"; fields without regard to case.
QByteArray generalPlace(const QByteArray &where)
{
    const qsizetype pointer = where.indexOf('/');
    if (where.contains(".body") && pointer > 0)
        return where.first(pointer) + generalPointer(where.sliced(pointer));
    return where.contains(".headers.") ? where.toLower() : where;
}

}

ExchangePair::ExchangePair(const Exchange &left, const Exchange &right, ComparedSides sides)
    : m_leftExchange(left), m_rightExchange(right), m_sides(sides)
{
    std::tie(m_leftHop, m_rightHop) = hopsToCompare(left, right);
    m_secrets.learn(left, sides);
    m_secrets.learn(right, sides);
}

void ExchangePair::add(ExchangeDifference difference)
{
    showWhatDiffers(difference.left, difference.right);
    using Kind = ExchangeDifference::Kind;
    if (difference.kind != Kind::Moved)
        difference.kind = difference.left.isEmpty() ? Kind::Added : difference.right.isEmpty() ? Kind::Removed : Kind::Changed;
    difference.place = generalPlace(difference.where);
    const bool ofLeft = difference.kind == Kind::Removed;
    const size_t hop = ofLeft ? m_leftHop : m_rightHop;
    const size_t hops = (ofLeft ? m_leftExchange : m_rightExchange).hops.size();
    if (hop + 1 < hops && (difference.where.startsWith("request.") || difference.where.startsWith("response.")))
        difference.where.prepend("hop." + QByteArray::number(qulonglong(hop + 1)) + '.');
    m_items.push_back(std::move(difference));
}

void ExchangePair::addChanged(ComparedPart part, const QByteArray &where, const QString &left, const QString &right, const QString &says,
                              DifferenceWeight weight, int rank)
{
    ExchangeDifference difference;
    difference.part = part;
    difference.where = where;
    difference.left = left;
    difference.right = right;
    difference.says = says;
    difference.weight = weight;
    difference.rank = rank;
    add(std::move(difference));
}

/// Where marks stand for secrets and cannot be compared: those of one length may be the same.
void ExchangePair::doubtSecrets()
{
    const QChar dot(0x2022);
    const auto length = [](const QString &side) { return side.section(QStringLiteral("#"), 1).section(QStringLiteral(", "), 1); };
    for (ExchangeDifference &item : m_items) {
        if (!item.left.contains(dot) || !item.right.contains(dot) || length(item.left) != length(item.right))
            continue;
        item.weight = DifferenceWeight::Minor;
        item.rank = 20;
        item.says = QStringLiteral("%1 may be the same: its marks are of two keys").arg(item.name.isEmpty() ? item.says : item.name);
        item.why = QStringLiteral("marks stand in the place of the secrets, and those of these two cannot be compared");
    }
}

QString ExchangePair::shownValue(const QByteArray &name, const std::optional<QByteArray> &value, int limit)
{
    if (!value)
        return {};
    if (isSecretNamed(name, *value))
        return m_secrets.mark(*value);
    return value->isEmpty() ? QStringLiteral("(empty)") : m_secrets.shown(*value, limit);
}

ExchangeComparison ExchangePair::take(const CompareOptions &options)
{
    constexpr size_t kMost = 500;
    for (ExchangeDifference &item : m_items) {
        const QString learned = item.part == ComparedPart::Credential ? QString() : options.noise.why(item.place);
        if (learned.isEmpty() || item.weight == DifferenceWeight::Noise)
            continue;
        item.weight = DifferenceWeight::Noise;
        item.why = learned;
    }
    if (!options.secretsCompare)
        doubtSecrets();
    // Of two answers of one kind the answer is the news, unless the requests clearly ask for something else; otherwise what led to it.
    const bool sameOutcome = wasRefused(left()) == wasRefused(right());
    const auto order = [sameOutcome](const ExchangeDifference &item) {
        constexpr int kClear = 60;
        const int ofRequest = sameOutcome && item.rank < kClear ? 2 : 0, ofAnswer = sameOutcome ? 1 : 4;
        const int places[] = {ofRequest, ofAnswer, 3, 5};
        return std::tuple(places[int(item.weight)], -item.rank, int(item.part));
    };
    std::stable_sort(m_items.begin(), m_items.end(),
                     [&order](const ExchangeDifference &a, const ExchangeDifference &b) { return order(a) < order(b); });
    if (m_items.size() > kMost) {
        m_leftOut += qsizetype(m_items.size() - kMost);
        m_items.resize(kMost);
    }
    return {sideOf(m_leftExchange), sideOf(m_rightExchange), std::move(m_items), m_leftOut};
}

bool wasRefused(const Hop &hop)
{
    return !hop.response || hop.response->status >= 400;
}

ExchangeDifference::Kind NamedChange::kind() const
{
    using enum ExchangeDifference::Kind;
    return !left ? Added : !right ? Removed : Changed;
}

QString wordsOf(ExchangeDifference::Kind kind)
{
    static constexpr const char *kWords[] = {"is new", "is gone", "differs", "stands elsewhere"};
    return QLatin1String(kWords[int(kind)]);
}

std::vector<NamedChange> compareNamed(const NamedValues &left, const NamedValues &right)
{
    std::vector<NamedChange> changes;
    std::vector<bool> taken(right.size(), false);
    for (const auto &[name, value] : left) {
        size_t at = 0;
        while (at < right.size() && (taken[at] || right[at].first != name))
            ++at;
        if (at == right.size()) {
            changes.push_back({name, value, std::nullopt});
            continue;
        }
        taken[at] = true;
        if (right[at].second != value)
            changes.push_back({name, value, right[at].second});
    }
    for (size_t at = 0; at < right.size(); ++at) {
        if (!taken[at])
            changes.push_back({right[at].first, std::nullopt, right[at].second});
    }
    return changes;
}

int tellingRank(const QByteArray &name)
{
    static constexpr QByteArrayView kTelling[]
        = {"tenant",  "org",      "account",      "project",    "workspace", "realm",  "region", "environment", "stage",
           "version", "role",     "scope",        "impersonat", "behalf",    "user",   "client", "audience",    "resource",
           "grant",   "customer", "subscription", "namespace",  "forwarded", "origin", "csrf",   "xsrf",        "permission",
           "access",  "mode",     "auth",         "partner",    "channel",   "site",   "zone"};
    const QByteArray lower = name.toLower();
    return std::any_of(std::begin(kTelling), std::end(kTelling), [&](QByteArrayView each) { return lower.contains(each); }) ? 78 : 50;
}

bool isSecretNamed(const QByteArray &name, const QByteArray &value)
{
    const QByteArray lower = name.toLower();
    if (lower == "www-authenticate" || lower == "proxy-authenticate")
        return false;  // what is asked for, and often why
    return isCredentialParameter(name, value) || isCredentialField(name) || lower.contains("pass") || lower.contains("secret")
        || lower.contains("token") || lower.contains("csrf") || lower.contains("xsrf") || lower.contains("signature") || lower == "pin"
        || lower == "otp" || lower == "code" || lower == "pwd";
}

}
