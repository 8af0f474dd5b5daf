#include "ui/request/auth_forms/forms.h"

#include "ui/request/growing_table.h"

namespace keyhole {

void addCustomRows(FormRows &rows, const Theme &theme)
{
    rows.addText(
        FormRows::tr("User"), [](auto &auth) -> auto & { return auth.user; }, {}, FormRows::Where::Keychain);
    rows.addSecret(
        FormRows::tr("Secret"), [](auto &auth) -> auto & { return auth.secret; });
    auto *table = new RowsTable(theme, FormRows::tr("Fields"));
    table->setFixedHeight(theme.px(130));
    QObject::connect(&table->rows(), &RowsModel::edited, &rows, &FormRows::fieldEdited);
    rows.addRow(
        FormRows::tr("Fields"), table,
        [table](const AuthDraft &auth) {
            if (table->rows().rows() != auth.custom)
                table->setRows(auth.custom);
        },
        [table](AuthDraft &auth) { auth.custom = table->rows().rows(); });
    rows.addNote(FormRows::tr("Fields that are sent, such as X-Signature: {{user}}:{{secret}}."));
}

}
