#pragma once

#include "ui/request/growing_table.h"
#include "ui/token/claim_form_model.h"

namespace keyhole {

/// The claims of a header or a payload in a table to type in; the type is chosen from a list.
class ClaimForm : public GrowingTable {
    Q_OBJECT
public:
    ClaimForm(const Theme &theme, const QString &name, Instant now, QWidget *parent = nullptr);
    ClaimFormModel &claims() const { return *m_claims; }

private:
    ClaimFormModel *m_claims;
};

}
