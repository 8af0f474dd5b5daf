#include "core/diagnosis/evidence.h"
#include "core/diagnosis/gather.h"
#include "core/diagnosis/layer/signs.h"

namespace keyhole {

namespace {

/// How far from the client, as things usually stand.
int depth(Layer::Kind kind)
{
    static constexpr Layer::Kind kOrder[]
        = {Layer::Kind::Cdn,    Layer::Kind::Firewall, Layer::Kind::Cache,     Layer::Kind::Gateway,    Layer::Kind::Proxy,
           Layer::Kind::Server, Layer::Kind::Service,  Layer::Kind::Framework, Layer::Kind::Application};
    return int(std::find(std::begin(kOrder), std::end(kOrder), kind) - std::begin(kOrder));
}

Layer theApplication()
{
    return {Layer::Kind::Application, QStringLiteral("the application"), {}};
}

/// From the client on: by kind, and those of Via as it has them.
void sortFromClient(std::vector<ShownLayer> &layers)
{
    std::stable_sort(layers.begin(), layers.end(),
                     [](const ShownLayer &a, const ShownLayer &b) { return depth(a.layer.kind) < depth(b.layer.kind); });
    std::vector<ShownLayer> named;
    for (const ShownLayer &each : layers) {
        if (each.inVia >= 0)
            named.push_back(each);
    }
    std::stable_sort(named.begin(), named.end(), [](const ShownLayer &a, const ShownLayer &b) { return a.inVia < b.inVia; });
    auto next = named.begin();
    for (ShownLayer &each : layers) {
        if (each.inVia >= 0)
            each = *next++;
    }
}

/// Words that come from one server or framework alone; those of libraries come through others, those of services have their hosts.
const Said *ownWords(const Facts &facts)
{
    const auto isOwn = [&](const Said &words) {
        const Layer::Kind kind = layerKind(words.saying->profile->kind);
        const bool speaks = kind != Layer::Kind::Service && kind != Layer::Kind::Application;
        return speaks && words.saying->certainty >= Certainty::Likely
            && std::none_of(facts.said.begin(), facts.said.end(),
                            [&](const Said &other) { return other.text == words.text && other.saying->profile != words.saying->profile; });
    };
    const auto found = std::find_if(facts.said.begin(), facts.said.end(), isOwn);
    return found == facts.said.end() ? nullptr : &*found;
}

const Said *libraryWords(const Facts &facts)
{
    const auto found = std::find_if(facts.said.begin(), facts.said.end(), [](const Said &words) {
        return words.saying->profile->kind == Profile::Kind::Library && words.saying->certainty >= Certainty::Likely;
    });
    return found == facts.said.end() ? nullptr : &*found;
}

/// What web servers and CDNs do not write by themselves: JSON, and challenges that speak of a token.
std::optional<Evidence> applicationShape(const Facts &facts)
{
    if (facts.challengeParameter("error"))
        return responseField(facts, "WWW-Authenticate", QStringLiteral("speaks of a token, as an application does"));
    const QByteArray body = facts.response->body.trimmed();
    if (facts.contentType && facts.contentType->isJson() && (body.startsWith('{') || body.startsWith('[')))
        return responseField(facts, "Content-Type", QStringLiteral("JSON, as an application writes it"));
    return std::nullopt;
}

/// Collects who is seen, and decides who of them made the answer.
class Decision {
public:
    explicit Decision(const Facts &facts) : m_facts(facts), m_shown(shownLayers(facts)) { sortFromClient(m_shown); }

    std::optional<AnsweredBy> decide()
    {
        if (const Field *stored = storedField(m_facts.response->fields))
            return fromStore(*stored);
        if (const ShownLayer *maker = deepest([](const ShownLayer &each) { return each.made; }))
            return made(*maker);
        if (const Said *words = ownWords(m_facts))
            return spoke(*words);
        if (m_facts.service && m_facts.service->kind == Profile::Kind::Service) {
            const Profile &service = *m_facts.service;
            return by({Layer::Kind::Service, service.name, service.id}, Certainty::Likely,
                      {requestLine(m_facts, QStringLiteral("a host of %1").arg(service.name), QString::fromUtf8(m_facts.host))});
        }
        if (const ShownLayer *maker = deepest([](const ShownLayer &each) { return each.seemsMade; }))
            return by(maker->layer, Certainty::Likely, maker->reasons);
        const auto runsApplication = [](const ShownLayer &each) { return depth(each.layer.kind) >= depth(Layer::Kind::Service); };
        if (const ShownLayer *framework = deepest(runsApplication))
            return by(framework->layer, Certainty::Likely, framework->reasons);
        if (const Said *words = libraryWords(m_facts))
            return by(theApplication(), Certainty::Likely, {said(*words)});
        return byShape();
    }

private:
    template <class Is> const ShownLayer *deepest(Is is) const
    {
        const auto found = std::find_if(m_shown.rbegin(), m_shown.rend(), is);
        return found == m_shown.rend() ? nullptr : &*found;
    }

    /// The others that are seen passed it on.
    AnsweredBy by(const Layer &layer, Certainty certainty, std::vector<Evidence> reasons) const
    {
        AnsweredBy result{layer, certainty, std::move(reasons), {}};
        for (const ShownLayer &each : m_shown) {
            const bool same = !layer.profile.isEmpty() && each.layer.profile == layer.profile;
            const bool runsWithin = depth(each.layer.kind) >= depth(Layer::Kind::Service);
            if (same || runsWithin)
                continue;
            result.passedOn.push_back(each.layer);
            Evidence reason = each.reasons.front();
            reason.tone = Evidence::Tone::Context;
            result.reasons.push_back(std::move(reason));
        }
        return result;
    }

    std::optional<AnsweredBy> fromStore(const Field &stored) const
    {
        const auto mayKeep = [](const ShownLayer &each) { return depth(each.layer.kind) < depth(Layer::Kind::Service); };
        const auto holder = std::find_if(m_shown.begin(), m_shown.end(), mayKeep);
        Layer cache{Layer::Kind::Cache, QStringLiteral("a cache"), {}};
        if (holder != m_shown.end())
            cache = {Layer::Kind::Cache, QStringLiteral("the cache of %1").arg(holder->layer.name), holder->layer.profile};
        return by(cache, Certainty::Likely, {responseField(m_facts, stored.name, QStringLiteral("answered from what was stored"))});
    }

    std::optional<AnsweredBy> made(const ShownLayer &maker) const
    {
        const bool disputed
            = std::count_if(m_shown.begin(), m_shown.end(), [](const ShownLayer &each) { return each.made; }) > 1 || maker.passedOn;
        return by(maker.layer, disputed ? Certainty::Likely : Certainty::Certain, maker.reasons);
    }

    std::optional<AnsweredBy> spoke(const Said &words) const
    {
        const Profile &profile = *words.saying->profile;
        return by({layerKind(profile.kind), profile.name, profile.id}, Certainty::Likely, {said(words)});
    }

    std::optional<AnsweredBy> byShape() const
    {
        if (auto shape = applicationShape(m_facts)) {
            const bool onlyPassed = !m_shown.empty() && std::none_of(m_shown.begin(), m_shown.end(), [](const ShownLayer &each) {
                return each.layer.kind == Layer::Kind::Gateway && !each.passedOn;
            });
            return by(theApplication(), onlyPassed ? Certainty::Likely : Certainty::Possible, {std::move(*shape)});
        }
        if (m_shown.empty())
            return std::nullopt;
        const ShownLayer &last = m_shown.back();
        if (last.layer.kind == Layer::Kind::Server)
            return by(last.layer, Certainty::Possible, last.reasons);
        return by(theApplication(), Certainty::Possible, {});
    }

    const Facts &m_facts;
    std::vector<ShownLayer> m_shown;
};

}

bool AnsweredBy::isBeforeApplication() const
{
    return certainty >= Certainty::Likely && depth(layer.kind) < depth(Layer::Kind::Service);
}

QString layerWord(Layer::Kind kind)
{
    switch (kind) {
    case Layer::Kind::Application:
        return QStringLiteral("application");
    case Layer::Kind::Framework:
        return QStringLiteral("framework");
    case Layer::Kind::Server:
        return QStringLiteral("web server");
    case Layer::Kind::Proxy:
        return QStringLiteral("proxy");
    case Layer::Kind::Gateway:
        return QStringLiteral("gateway");
    case Layer::Kind::Cdn:
        return QStringLiteral("CDN");
    case Layer::Kind::Firewall:
        return QStringLiteral("firewall");
    case Layer::Kind::Cache:
        return QStringLiteral("cache");
    case Layer::Kind::Service:
        return QStringLiteral("service");
    }
    return {};
}

QString layerText(const AnsweredBy &answeredBy)
{
    const auto name = [](const Layer &layer) {
        const bool told = layer.profile.isEmpty() && layer.kind == Layer::Kind::Application;
        return told || layer.kind == Layer::Kind::Cache ? layer.name : QStringLiteral("%1 (%2)").arg(layer.name, layerWord(layer.kind));
    };
    if (answeredBy.passedOn.empty())
        return name(answeredBy.layer);
    QStringList hands;  // the nearest to whoever answered first
    for (const Layer &layer : answeredBy.passedOn)
        hands.prepend(name(layer));
    return QStringLiteral("%1, passed on by %2").arg(name(answeredBy.layer), hands.join(QStringLiteral(", then ")));
}

void gatherLayers(Facts &facts)
{
    facts.answeredBy = Decision(facts).decide();
}

}
