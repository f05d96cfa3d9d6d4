package chat.parley.push.socket;

import chat.parley.shared.gateway.Opening;
import io.netty.handler.codec.http.HttpRequest;

/// A client that may come in.
///
/// @param request what it asked, without the body
/// @param place given back when it is refused after all
record Admission<W extends Wire>(
    HttpRequest request,
    OpeningRequest.Options options,
    W wire,
    ClientSocket socket,
    Opening.Snapshot snapshot,
    OpenSockets.Place place) {}
