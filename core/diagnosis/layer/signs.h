#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/knowledge/profile.h"

namespace keyhole {

/// What an answer shows of one server, framework or service.
struct ShownLayer {
    const Profile *profile = nullptr;  ///< nullptr: named in Via alone
    Layer layer;
    bool made = false;  ///< a sign that stands on its own answers alone
    bool seemsMade = false;  ///< the same by what is not there, which somebody between may have taken away
    bool byOrderAlone = true;  ///< nothing but the order of the fields shows it
    bool passedOn = false;  ///< a sign that stands only on what it passes on
    int inVia = -1;  ///< its place in Via, 0 nearest to the client
    std::vector<Evidence> reasons = {};
};

/// Every profile of which the answer bears a sign, those of Via in its order. Needs Facts::response and Facts::said.
std::vector<ShownLayer> shownLayers(const Facts &facts);

/// One entry of Via. RFC 9110, 7.6.3.
struct ViaEntry {
    QByteArray receivedBy;  ///< host or pseudonym
    QByteArray comment;  ///< without the brackets; often the product
    const Field *field = nullptr;
};
/// The entries of an answer, the nearest to the client first; no more than 20.
std::vector<ViaEntry> readVia(const FieldList &fields);

/// The field by which a cache says that it answered from what it had stored; nullptr when none does.
const Field *storedField(const FieldList &fields);

Layer::Kind layerKind(Profile::Kind kind);

}
