#include "core/formats/form_text.h"

namespace keyhole {

namespace {

QByteArray formEncoded(const QByteArray &text)
{
    return text.toPercentEncoding("*", "~").replace("%20", "+");
}

}

QByteArray formText(const std::vector<DraftRow> &rows)
{
    QByteArray text;
    for (const DraftRow &row : rows) {
        if (row.enabled && !(row.name.isEmpty() && row.value.isEmpty()))
            text += (text.isEmpty() ? "" : "&") + formEncoded(row.name) + '=' + formEncoded(row.value);
    }
    return text;
}

}
