package chat.parley.push.feed;

import chat.parley.push.trace.Journeys;
import jakarta.inject.Singleton;

/// What all feeds of this node use.
@Singleton
record FeedContext(Loops loops, ReplaySource source, FeedMeters meters, Journeys journeys) {}
