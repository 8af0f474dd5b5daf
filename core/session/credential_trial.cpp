#include "core/session/credential_trial.h"

#include "core/session/binding.h"

namespace keyhole {

namespace {

TrialResult::Outcome outcomeOf(Outcome verdict, int status)
{
    if (verdict == Outcome::Accepted)
        return TrialResult::Outcome::Works;
    if (verdict == Outcome::Refused || verdict == Outcome::NotSaid || status == 401 || status == 407)
        return TrialResult::Outcome::Refused;
    return TrialResult::Outcome::Unclear;
}

}

bool canBeTried(CredentialKind kind)
{
    using enum CredentialKind;
    return kind == Basic || kind == Bearer || kind == ApiKey || kind == Raw || kind == AwsKey || kind == OAuth2Tokens;
}

Result<QFuture<Diagnosed>, StoreError> tryCredential(Session &session, const Credential &credential, const TrialRequest &request)
{
    RequestDraft draft;
    draft.name = "Credential test";
    draft.address = request.address;
    draft.useJar = false;
    draft.auth.credential = credential.info.id;
    draft.auth.keyName = request.keyName;
    draft.auth.keyPlace = request.keyPlace;
    const auto prepared = prepare(draft, session.environment());
    if (!prepared)
        return failure(StoreError{StoreFault::Failed, prepared.error()});
    const auto bound = bind(draft, credential, *prepared);
    if (!bound)
        return failure(bound.error());
    auto sent = session.send(*bound);
    if (!sent)
        return failure(StoreError{StoreFault::Failed, sent.error()});
    return std::move(*sent);
}

TrialResult trialResult(const Diagnosed &diagnosed)
{
    const ReportVerdict &verdict = diagnosed.report.verdict;
    const auto &response = diagnosed.exchange->last().response;
    const int status = response ? response->status : 0;
    const TrialResult::Outcome outcome = outcomeOf(verdict.outcome, status);
    QString sentence = verdict.headline;
    if (outcome == TrialResult::Outcome::Refused && status > 0 && !sentence.contains(QString::number(status)))
        sentence = QString("Refused: %1. %2").arg(status).arg(sentence);
    return {outcome, sentence};
}

}
