#pragma once

#include "core/clock/clock.h"
#include "ui/request/auth_forms/form_rows.h"
#include "ui/request/claims_edit.h"

namespace keyhole {

/// A row of claims, as rows or as JSON; `member` gives their text.
template <class Member> ClaimsEdit *addClaims(FormRows &rows, const Theme &theme, const QString &name, Member member)
{
    auto *edit = new ClaimsEdit(theme, name, SystemClock().now());
    QObject::connect(edit, &ClaimsEdit::edited, &rows, &FormRows::fieldEdited);
    rows.addRow(
        name, edit, [=](const AuthDraft &auth) { edit->setText(member(auth)); }, [=](AuthDraft &auth) { member(auth) = edit->text(); });
    return edit;
}

}
