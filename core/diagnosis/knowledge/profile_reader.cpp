#include "core/diagnosis/knowledge/profile.h"
#include "core/yaml/yaml.h"

namespace keyhole {

namespace {

using Kind = Profile::Kind;

/// Reads the members of one mapping; remembers the first fault, and which members nobody asked for.
class MemberReader {
public:
    MemberReader(const YamlValue &mapping, std::optional<Error> &fault) : m_mapping(mapping), m_fault(fault)
    {
        if (mapping.kind != YamlValue::Kind::Mapping)
            fail(mapping.line, QStringLiteral("members with names are expected here"));
    }
    ~MemberReader()
    {
        for (const YamlMember &member : m_mapping.members) {
            if (std::find(m_asked.begin(), m_asked.end(), member.name) == m_asked.end())
                fail(member.line, QStringLiteral("“%1” is no member that is known here").arg(QString::fromUtf8(member.name)));
        }
    }
    MemberReader(const MemberReader &) = delete;
    MemberReader &operator=(const MemberReader &) = delete;

    const YamlValue *value(QByteArrayView name)
    {
        m_asked.push_back(name.toByteArray());
        return m_mapping.find(name);
    }

    QByteArray text(QByteArrayView name)
    {
        const YamlValue *found = value(name);
        if (found && found->kind != YamlValue::Kind::Scalar)
            fail(found->line, QStringLiteral("“%1” is a text").arg(QString::fromUtf8(name.toByteArray())));
        return found ? found->text : QByteArray();
    }

    QByteArray needed(QByteArrayView name)
    {
        const QByteArray found = text(name);
        if (found.isEmpty())
            fail(m_mapping.line, QStringLiteral("“%1” is missing").arg(QString::fromUtf8(name.toByteArray())));
        return found;
    }

    /// One of a few words.
    QByteArray oneOf(QByteArrayView name, std::initializer_list<QByteArrayView> words)
    {
        const QByteArray found = text(name);
        if (!found.isEmpty() && std::find(words.begin(), words.end(), found) == words.end())
            fail(m_mapping.line,
                 QStringLiteral("“%1” is no word for %2").arg(QString::fromUtf8(found), QString::fromUtf8(name.toByteArray())));
        return found;
    }

    int number(QByteArrayView name)
    {
        bool read = true;
        const QByteArray found = text(name);
        const int result = found.isEmpty() ? 0 : found.toInt(&read);
        if (!read || result < 0)
            fail(m_mapping.line, QStringLiteral("“%1” is a whole number").arg(QString::fromUtf8(name.toByteArray())));
        return result;
    }

    bool yes(QByteArrayView name) { return oneOf(name, {"true", "false"}) == "true"; }

    /// The items of a sequence; none when the member is absent.
    const std::vector<YamlValue> &items(QByteArrayView name)
    {
        static const std::vector<YamlValue> none;
        const YamlValue *found = value(name);
        if (found && found->kind != YamlValue::Kind::Sequence)
            fail(found->line, QStringLiteral("“%1” is a list").arg(QString::fromUtf8(name.toByteArray())));
        return found ? found->items : none;
    }

    /// `source` and `checked`; what is absent is that of the file.
    Provenance provenance(const Provenance &ofFile)
    {
        const QByteArray source = text("source"), checked = text("checked");
        Provenance own{source.isEmpty() ? ofFile.source : QString::fromUtf8(source),
                       checked.isEmpty() ? ofFile.checked : QDate::fromString(QString::fromLatin1(checked), Qt::ISODate)};
        if (own.source.isEmpty())
            fail(m_mapping.line, QStringLiteral("a public source is missing"));
        if (!checked.isEmpty() && !own.checked.isValid())
            fail(m_mapping.line, QStringLiteral("“checked” is a date as 2026-11-21"));
        return own;
    }

    void fail(int line, const QString &what)
    {
        if (!m_fault)
            m_fault = Error{what, QStringLiteral("line %1").arg(line), QStringLiteral("See README.md beside the files.")};
    }

private:
    const YamlValue &m_mapping;
    std::optional<Error> &m_fault;
    std::vector<QByteArray> m_asked;
};

struct ProfileReader {
    Profile profile;
    std::optional<Error> fault = {};

    void readSign(const YamlValue &value)
    {
        MemberReader in(value, fault);
        AnswerSign sign;
        sign.field = in.text("field");
        sign.is = in.text("is").toLower();
        sign.begins = in.text("begins").toLower();
        sign.contains = in.text("contains").toLower();
        sign.cookie = in.text("cookie");
        sign.body = in.text("body").toLower();
        sign.wholeBody = in.text("whole-body").toLower();
        for (const YamlValue &name : in.items("order"))
            sign.order.push_back(name.text);
        sign.with = in.text("with");
        sign.without = in.text("without");
        sign.cased = in.yes("cased");
        sign.status = in.number("status");
        if (in.yes("own"))
            sign.stands = AnswerSign::Stands::Own;
        if (in.yes("passed-on"))
            sign.stands = AnswerSign::Stands::PassedOn;
        sign.provenance = in.provenance(profile.provenance);
        if (sign.field.isEmpty() && (sign.cookie + sign.body + sign.wholeBody).isEmpty() && sign.order.empty())
            in.fail(value.line, QStringLiteral("a sign is a field, a cookie, the order of fields, or the body"));
        if (sign.field.isEmpty() && !(sign.is + sign.begins + sign.contains).isEmpty())
            in.fail(value.line, QStringLiteral("“is”, “begins” and “contains” are about the value of a field"));
        profile.signs.push_back(std::move(sign));
    }

    void readWant(const YamlValue &value)
    {
        static constexpr std::pair<const char *, CredentialWant::Place> kPlaces[] = {{"header", CredentialWant::Place::Field},
                                                                                     {"query", CredentialWant::Place::Query},
                                                                                     {"body", CredentialWant::Place::Body},
                                                                                     {"path", CredentialWant::Place::Path},
                                                                                     {"cookie", CredentialWant::Place::Cookie}};
        MemberReader in(value, fault);
        CredentialWant want;
        want.scheme = in.text("scheme");
        want.prefix = in.text("prefix");
        want.provenance = in.provenance(profile.provenance);
        for (const auto &[member, place] : kPlaces) {
            const QByteArray name = in.text(member);
            if (name.isEmpty())
                continue;
            if (!want.name.isEmpty())
                in.fail(value.line, QStringLiteral("a credential stands in one place; write a second entry for the other"));
            want.name = name;
            want.place = name.compare("Authorization", Qt::CaseInsensitive) == 0 ? CredentialWant::Place::Authorization : place;
        }
        if (want.name.isEmpty())
            in.fail(value.line, QStringLiteral("“header”, “query”, “body”, “cookie” or “path” names where the credential stands"));
        profile.wants.push_back(std::move(want));
    }

    void readKey(const YamlValue &value)
    {
        MemberReader in(value, fault);
        KeyShape key;
        key.prefix = in.text("prefix");
        key.contains = in.text("contains");
        if (const QByteArray form = in.text("form"); !form.isEmpty())
            key.form.setPattern(QRegularExpression::anchoredPattern(QString::fromUtf8(form)));
        key.shortest = key.longest = in.number("length");
        if (const int shortest = in.number("at-least"))
            key.shortest = shortest;
        if (const int longest = in.number("at-most"))
            key.longest = longest;
        key.alphabet = in.oneOf("alphabet", {"base62", "hex", "base64url", "base64", "base32", "digits", "upper", "lower"});
        key.checksum = in.oneOf("checksum", {"crc32-base62", "crc32-base36-routable", "crc32-hex-reversed"});
        key.what = QString::fromUtf8(in.needed("what"));
        key.goes = in.oneOf("goes", {"bearer", "header", "query", "basic", "body", "cookie", "signature", "refresh"});
        key.mode = in.oneOf("mode", {"live", "test"});
        key.region = in.text("region");
        key.provenance = in.provenance(profile.provenance);
        if (key.prefix.isEmpty() && key.contains.isEmpty() && key.form.pattern().isEmpty())
            in.fail(value.line, QStringLiteral("a key is known by its “prefix”, by what it “contains” or by its “form”"));
        if (!key.form.isValid())
            in.fail(value.line, QStringLiteral("“form” is no regular expression: %1").arg(key.form.errorString()));
        profile.keys.push_back(std::move(key));
    }

    void readRegion(const YamlValue &value)
    {
        MemberReader in(value, fault);
        RegionHost region{in.needed("region"), in.needed("host"), in.provenance(profile.provenance)};
        if (region.region == "*" && region.host.count('*') != 1)
            in.fail(value.line, QStringLiteral("the host of the region “*” has one star, which stands for the region"));
        profile.regions.push_back(std::move(region));
    }

    void readAnswer(const YamlValue &value)
    {
        MemberReader in(value, fault);
        const QByteArray words = in.text("words"), code = in.text("code");
        Saying saying;
        saying.text = QString::fromUtf8(words.isEmpty() ? code : words).toLower().toUtf8();
        saying.match = words.isEmpty() ? Saying::Match::Code : Saying::Match::Words;
        saying.unless = QString::fromUtf8(in.text("unless")).toLower().toUtf8();
        saying.cause = in.needed("means");
        const QByteArray sure = in.oneOf("certainty", {"certain", "likely", "possible"});
        saying.certainty = sure == "certain" ? Certainty::Certain : sure == "likely" ? Certainty::Likely : Certainty::Possible;
        saying.onlyHere = in.yes("only-here");
        saying.lie = QString::fromUtf8(in.text("lie"));
        saying.provenance = in.provenance(profile.provenance);
        if (!saying.provenance.checked.isValid())  // what nobody has looked up is never certain
            saying.certainty = std::min(saying.certainty, Certainty::Likely);
        if (words.isEmpty() == code.isEmpty())
            in.fail(value.line, QStringLiteral("an answer is known by its “words” or by its “code”"));
        if (sure.isEmpty())
            in.fail(value.line, QStringLiteral("“certainty” is missing"));
        profile.answers.push_back(std::move(saying));
    }

    void readHint(const YamlValue &value)
    {
        MemberReader in(value, fault);
        profile.operatorHints.push_back({in.text("cause"), QString::fromUtf8(in.needed("look")), in.provenance(profile.provenance)});
    }

    void readToken(const YamlValue &value)
    {
        MemberReader in(value, fault);
        profile.token = {in.text("type"),     in.number("longest-life"), in.text("issuer"),
                         in.text("audience"), in.text("scopes"),         in.provenance(profile.provenance)};
    }

    TimeWindow readWindow(const YamlValue &value)
    {
        MemberReader in(value, fault);
        TimeWindow window;
        window.late = Seconds(in.number("late"));
        window.early = in.value("early") ? Seconds(in.number("early")) : window.late;
        window.field = in.text("header");
        window.parameter = in.text("query");
        const QByteArray form = in.oneOf("form", {"seconds", "milliseconds", "rfc3339", "http-date"});
        window.form = form == "milliseconds" ? TimeWindow::Form::WholeMilliseconds
            : form == "rfc3339"              ? TimeWindow::Form::Rfc3339
            : form == "http-date"            ? TimeWindow::Form::HttpDate
                                             : TimeWindow::Form::WholeSeconds;
        window.own = in.text("own");
        window.provenance = in.provenance(profile.provenance);
        if (!window.isKnown())
            in.fail(value.line, QStringLiteral("“late” is missing: the seconds after its time for which a request is taken"));
        return window;
    }

    void readKind(MemberReader &in, Kind folder)
    {
        static constexpr std::pair<QByteArrayView, Kind> kKinds[]
            = {{"server", Kind::Server},     {"proxy", Kind::Proxy},         {"gateway", Kind::Gateway},        {"cdn", Kind::Cdn},
               {"firewall", Kind::Firewall}, {"framework", Kind::Framework}, {"application", Kind::Application}};
        profile.kind = folder;
        const QByteArray word = in.oneOf("kind", {"server", "proxy", "gateway", "cdn", "firewall", "framework", "application"});
        for (const auto &[name, kind] : kKinds) {
            if (name == word)
                profile.kind = kind;
        }
    }

    void read(const YamlValue &document, Kind folder)
    {
        MemberReader in(document, fault);
        profile.name = QString::fromUtf8(in.text("name"));
        if (profile.name.isEmpty() && folder != Kind::Anybody)
            in.fail(1, QStringLiteral("“name” is missing"));
        const QByteArray family = in.text("family");
        profile.family = family.isEmpty() ? profile.id : family;
        readKind(in, folder);
        profile.provenance = in.provenance({QString(), QDate()});
        for (const YamlValue &host : in.items("hosts"))
            profile.hosts.push_back(host.text);
        for (const YamlValue &audience : in.items("audiences"))
            profile.audiences.push_back(audience.text);
        if (const YamlValue *time = in.value("signed-time"))
            profile.signedTime = readWindow(*time);
        if (const YamlValue *time = in.value("proof-time"))
            profile.proofTime = readWindow(*time);
        profile.longestFields = in.number("longest-fields");
        profile.hidesMissingAs = in.number("hides-missing-as");
        if (const YamlValue *token = in.value("token"))
            readToken(*token);
        for (const YamlValue &sign : in.items("signs"))
            readSign(sign);
        for (const YamlValue &want : in.items("wants"))
            readWant(want);
        for (const YamlValue &key : in.items("keys"))
            readKey(key);
        for (const YamlValue &region : in.items("regions"))
            readRegion(region);
        for (const YamlValue &answer : in.items("answers"))
            readAnswer(answer);
        for (const YamlValue &hint : in.items("operator"))
            readHint(hint);
    }
};

}

Result<Profile> readProfile(const QByteArray &id, Kind folder, QByteArrayView yaml)
{
    const auto document = parseYaml(yaml);
    if (!document)
        return failure(Error(document.error()));
    return readProfile(id, folder, *document);
}

Result<Profile> readProfile(const QByteArray &id, Kind folder, const YamlValue &document)
{
    ProfileReader reader;
    reader.profile.id = id;
    reader.read(document, folder);
    if (reader.fault)
        return failure(std::move(*reader.fault));
    return std::move(reader.profile);
}

}
