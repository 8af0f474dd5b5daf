#pragma once

#include "core/formats/har.h"
#include "core/replay/host_mapping.h"
#include "core/replay/replay_source.h"

namespace keyhole {

/// How a recording is sent again.
struct HarSettings {
    std::vector<HostMapping> hosts = {};
    bool recordedCredentials = true;  ///< whether what was recorded goes along, to the origin that it was recorded for
    std::vector<std::pair<Origin, AuthDraft>> credentials = {};  ///< in the place of those recorded, by the origin that is sent to
};

/// Entries of a recording, each as one request: redirects are entries of their own. A recorded credential never goes to another origin
/// than the one it was recorded for, wherever in the request it stands. Texts are sent as they are: nothing in a recording is a variable.
class HarSource final : public ReplaySource {
public:
    HarSource(std::shared_ptr<const HarFile> har, QString name, HarSettings settings = {});

    const HarSettings &settings() const { return m_settings; }
    /// For requests that are read from now on.
    void setSettings(HarSettings settings) { m_settings = std::move(settings); }
    /// The origins that entries go to without any mapping, each once, in their order; and with the present mapping.
    std::vector<Origin> recordedOrigins() const;
    Origin target(int item) const;

    QString name() const override { return m_name; }
    const std::vector<ReplayItem> &items() const override { return m_items; }
    Result<ReplayRequest> request(int item) override;
    std::optional<SeenResult> lastResult(int item) const override;
    void setLastResult(int item, const SeenResult &result) override { m_last.insert(item, result); }

private:
    const std::shared_ptr<const HarFile> m_har;
    const QString m_name;
    HarSettings m_settings;
    std::vector<ReplayItem> m_items;
    QHash<int, SeenResult> m_last;  ///< as recorded, then as answered
};

}
