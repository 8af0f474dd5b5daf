#include "core/oauth/sign_in.h"

namespace keyhole {

namespace {

constexpr Seconds kSlower{5};  // RFC 8628, 3.5

}

void SignIn::beginDevice()
{
    if (!needs(m_server.deviceAuthorization, "device_authorization_endpoint"))
        return;
    beginStep("device", QStringLiteral("Get a code to enter on another device"));
    std::vector<FormPair> form;
    if (!m_settings.oauth.scope.isEmpty())
        form.push_back({"scope", m_settings.oauth.scope});
    for (const QByteArray &resource : m_settings.oauth.resources)
        form.push_back({"resource", resource});
    call(toEndpoint("device", *m_server.deviceAuthorization, std::move(form)), [this](const EndpointAnswer &answer) {
        if (!answer.response)
            return fail(answer.response.error());
        auto code = readDeviceCode(*answer.response, answer.answeredAt, m_doubts);
        if (!code)
            return fail(code.error());
        m_device = *std::move(code);
        endStep(SignInStep::State::Done, QStringLiteral("The server gave a code."));
        beginStep("token", QStringLiteral("Wait until the code was entered"));
        emit deviceCodeGiven(*m_device);
        m_pollTimer.start(m_device->interval);
    });
}

void SignIn::poll()
{
    if (m_clock.now() >= m_device->expiry)
        return fail(faultOfCode("token", "expired_token", {}));
    EndpointRequest request = toEndpoint("token", *m_server.token, deviceForm(m_device->deviceCode));
    request.dpopKey = m_dpopKey;
    call(std::move(request), [this](const EndpointAnswer &answer) { takePoll(answer); });
}

void SignIn::takePoll(const EndpointAnswer &answer)
{
    const auto read
        = answer.response ? readTokenResponse(*answer.response, expectedTokens(), answer.answeredAt) : failure(answer.response.error());
    const DevicePoll next = read ? DevicePoll::Over : devicePoll(read.error());
    if (next == DevicePoll::Over)
        return takeTokens(answer);
    if (next == DevicePoll::WaitLonger)
        m_device->interval += kSlower;
    m_pollTimer.start(m_device->interval);
}

}
